// Finds a secret of another name in the same vault that hands out a token's password: another stack's, or one that the state has lost.

import type { RegistryToken } from "../../azure/registryToken";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { isMarkOf, markIn } from "../../passwords/marks";
import type { AzureAccess } from "../azureAccess";
import type { SecretInputs } from "./inputs";
import type { Seen } from "./seen";

/** Adds it to what is seen of a token that comes into the state. @throws AzureError when the vault cannot be listed */
export type LookElsewhere = (seen: Seen, inputs: SecretInputs) => Promise<Seen>;

/** Prepares the search: each vault is listed once in a run, and only for a token that has passwords but no secret of that name. */
export function elsewhere(azure: AzureAccess): LookElsewhere {
  const lists = new Map<string, Promise<readonly ManagedSecret[]>>();
  return async (seen, { secretId, tokenId }) => {
    const { token, secret } = seen;
    if (secretId === undefined || secret !== undefined || token.passwords.length === 0) return seen;
    const vaultId = secretId.split("/").slice(0, -2).join("/");
    const list = lists.get(vaultId) ?? azure.secrets().then((secrets) => secrets.list(vaultId));
    lists.set(vaultId, list);
    const found = (await list).find((each) => handsOut(each, tokenId, token));
    return found === undefined ? seen : { ...seen, elsewhere: found };
  };
}

function handsOut({ tags }: ManagedSecret, tokenId: string, { passwords }: RegistryToken): boolean {
  const mark = markIn(tags);
  if (mark === undefined || !isMarkOf(mark, tokenId)) return false;
  return passwords.some(
    ({ name, createdAt }) => name === mark.slot && createdAt === mark.createdAt,
  );
}
