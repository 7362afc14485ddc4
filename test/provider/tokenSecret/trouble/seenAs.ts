// A way to Azure on which single answers may be changed, as stale ones are.

import type { RegistryToken } from "../../../../azure/tokens/registryToken";
import type { ManagedSecret } from "../../../../azure/vault/managedSecrets";
import type { AzureAccess } from "../../../../provider/azureAccess";

/** What Azure seems to answer, where it is not what Azure answers. */
export interface Seen {
  token?(token: RegistryToken): RegistryToken;
  secret?(secret: ManagedSecret | undefined): ManagedSecret | undefined;
  /** The list of a vault. */
  secrets?(secrets: readonly ManagedSecret[]): readonly ManagedSecret[];
}

/** The same way with these answers. */
export function seenAs(access: AzureAccess, seen: Seen): AzureAccess {
  return {
    ...access,
    async tokens() {
      const tokens = await access.tokens();
      const get = async (tokenId: string) => {
        const token = await tokens.get(tokenId);
        return token && (seen.token?.(token) ?? token);
      };
      return { ...tokens, get };
    },
    async secrets() {
      const secrets = await access.secrets();
      const get = async (secretId: string) => {
        const secret = await secrets.get(secretId);
        return seen.secret === undefined ? secret : seen.secret(secret);
      };
      const list = async (vaultId: string) => {
        const listed = await secrets.list(vaultId);
        return seen.secrets?.(listed) ?? listed;
      };
      return { ...secrets, get, list };
    },
  };
}
