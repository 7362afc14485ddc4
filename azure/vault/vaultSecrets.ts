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

/** What is read of a vault. */
export interface VaultSecrets {
  /** Reads the latest version. @returns undefined when the secret is disabled, which a suspended customer's is */
  read(name: string): Promise<StoredSecret | undefined>;
}

/** The built-in role that may read secrets: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const VAULT_ROLE = '"Key Vault Secrets User" on the vault';

/** Opens a vault by its ARM location; its address is asked from Azure, not guessed from its name. */
export async function openVault(
  cloud: Cloud,
  vault: { subscriptionId: string; resourceGroupName: string; vaultName: string },
): Promise<VaultSecrets> {
  const { subscriptionId, resourceGroupName, vaultName } = vault;
  const client = await openVaultApi(
    cloud,
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.KeyVault/vaults/${vaultName}`,
  );
  return {
    async read(name) {
      const operation = `reading secret ${name}`;
      try {
        const secret = await client.getSecret(name);
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
  };
}

/** Older answers have no inner code: https://github.com/Azure/azure-sdk-for-js/tree/main/sdk/keyvault/keyvault-secrets/test */
function isDisabledSecret({ code, message }: AzureError): boolean {
  return code === "SecretDisabled" || message.includes("is not allowed on a disabled secret");
}
