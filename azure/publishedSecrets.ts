// Finds the Key Vault secret in which a password is handed out, by the tags of Microsoft's dual-credential pattern.

import { azureError } from "./azureError";
import type { Cloud } from "./cloud";
import { getJson } from "./http";
import type { SlotName } from "./registryToken";
import { isSameId } from "./tokenId";

interface Page {
  value: { name: string; tags?: Record<string, string> }[];
  nextLink?: string;
}

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
  const operation = `listing the secrets of vault ${vaultId.split("/").at(-1)}`;
  const token = await cloud.credential
    .getToken(cloud.resourceManagerScope)
    .catch((thrown: unknown) => Promise.reject(azureError(operation, thrown)));
  let url: string | undefined =
    `${cloud.resourceManagerUrl}${vaultId}/secrets?api-version=2024-11-01`;
  while (url !== undefined) {
    const page: Page = await getJson<Page>(cloud.http, {
      operation,
      url,
      authorization: `Bearer ${token?.token ?? ""}`,
      role: '"Reader" on the vault',
      needs: ["value"],
    });
    const found = page.value.find(
      ({ tags = {} }) =>
        tags.CredentialId === password.slot &&
        isSameId(tags.ProviderAddress ?? "", password.tokenId),
    );
    if (found !== undefined) return found.name;
    url = page.nextLink;
  }
  return undefined;
}
