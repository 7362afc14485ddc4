// Reads secrets from a Key Vault, as a customer's or an operator's identity does.

import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { openVaultApi } from "./vaultApi";

/** The current version of a secret. */
export interface StoredSecret {
  value: string;
  version: string;
  /** ISO 8601 instant; absent when it never ends. */
  expiresAt?: string;
  tags: Readonly<Record<string, string>>;
}

/** A version of a secret, without its value. */
export type SecretVersion = Pick<StoredSecret, "version" | "tags">;

/** Reads from a vault. */
export interface VaultSecrets {
  /**
   * Reads a version. @returns undefined when it is disabled, which a suspended customer's is
   *
   * @param version 32 hexadecimal digits. @default - the latest
   * @throws AzureError, of the code SecretNotFound when there is none
   */
  read(name: string, version?: string): Promise<StoredSecret | undefined>;
  /** Lists all versions of a secret, disabled ones too. @throws AzureError */
  versions(name: string): Promise<SecretVersion[]>;
}

/** The built-in role that may read secrets: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const VAULT_ROLE = '"Key Vault Secrets User" on the vault';

/** Opens a vault by its ARM location; its address is asked from Azure, not guessed from its name. */
export async function openVault(
  cloud: Cloud,
  vault: { subscriptionId: string; resourceGroupName: string; vaultName: string },
): Promise<VaultSecrets> {
  const { subscriptionId, resourceGroupName, vaultName } = vault;
  return openVaultSecrets(
    cloud,
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.KeyVault/vaults/${vaultName}`,
  );
}

/** The same by the vault's ARM id. */
export async function openVaultSecrets(cloud: Cloud, vaultId: string): Promise<VaultSecrets> {
  const client = await openVaultApi(cloud, vaultId);
  return {
    async read(name, asked) {
      const operation = `reading ${asked === undefined ? "" : `version ${asked} of `}secret ${name}`;
      try {
        const secret = await client.getSecret(name, asked === undefined ? {} : { version: asked });
        if (secret.value === undefined) {
          throw new AzureError({
            operation,
            reason: "the answer has no value",
            advice: "run again",
          });
        }
        const { version = "", expiresOn, tags = {} } = secret.properties;
        return {
          value: secret.value,
          version,
          tags,
          ...(expiresOn === undefined ? {} : { expiresAt: expiresOn.toISOString() }),
        };
      } catch (thrown) {
        const failure = azureError(operation, thrown, { role: VAULT_ROLE });
        if (isDisabledSecret(failure)) return undefined;
        throw failure;
      }
    },

    async versions(name) {
      const found: SecretVersion[] = [];
      try {
        for await (const { version = "", tags = {} } of client.listPropertiesOfSecretVersions(
          name,
        )) {
          found.push({ version, tags });
        }
      } catch (thrown) {
        throw azureError(`listing the versions of secret ${name}`, thrown, { role: VAULT_ROLE });
      }
      return found;
    },
  };
}

/** Older answers have no inner code: https://github.com/Azure/azure-sdk-for-js/tree/main/sdk/keyvault/keyvault-secrets/test */
function isDisabledSecret({ code, message }: AzureError): boolean {
  return code === "SecretDisabled" || message.includes("is not allowed on a disabled secret");
}
