// Finds the Key Vault secret in which a password is handed out, by the tags of Microsoft's dual-credential pattern.

import type { Cloud } from "../cloud";
import type { SlotName } from "../registryToken";
import { listArm } from "../resourceManager";
import { isSameId } from "../tokenId";
import { VAULT_API_VERSION, VAULT_READER } from "./vaultApi";

/**
 * Looks through a vault, in Resource Manager, which shows names and tags and never a value.
 *
 * https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/list
 *
 * @param vaultId ARM id
 * @param password the token's ARM id and the slot, with which the tags of a secret's latest version are compared
 * @returns the secret's name; undefined when none hands out this password
 * @throws AzureError when the vault cannot be read
 */
export async function publishedIn(
  cloud: Cloud,
  vaultId: string,
  password: { tokenId: string; slot: SlotName },
): Promise<string | undefined> {
  const pages = listArm(cloud, {
    operation: `listing the secrets of vault ${vaultId.split("/").at(-1)}`,
    at: `${vaultId}/secrets`,
    apiVersion: VAULT_API_VERSION,
    role: VAULT_READER,
  });
  for await (const secret of pages) {
    const { name, tags = {} } = secret as { name: string; tags?: Record<string, string> };
    if (
      tags.CredentialId === password.slot &&
      isSameId(tags.ProviderAddress ?? "", password.tokenId)
    ) {
      return name;
    }
  }
  return undefined;
}
