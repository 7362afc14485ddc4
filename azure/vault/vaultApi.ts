// Opens a vault's own API at the address that Resource Manager returns.

import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { SecretClient } from "@azure/keyvault-secrets";
import type { Cloud } from "../cloud";
import { askArmFor } from "../resourceManager";

/** The version of Resource Manager's API for vaults and secrets. */
export const VAULT_API_VERSION = "2024-11-01";

/** The built-in role that shows vaults and secrets without their values. */
export const VAULT_READER = '"Reader" on the vault';

/**
 * Opens the API; its address comes from Azure and is not guessed from the vault's name.
 *
 * @param vaultId ARM id
 * @param policies around each request of the client, in addition to those of all clients. @default - none
 * @throws AzureError when Resource Manager does not show the vault
 */
export async function openVaultApi(
  cloud: Cloud,
  vaultId: string,
  policies: readonly PipelinePolicy[] = [],
): Promise<SecretClient> {
  return vaultApiAt(cloud, await vaultAddress(cloud, vaultId), policies);
}

/** Opens the API at an address. */
export function vaultApiAt(
  cloud: Cloud,
  vaultUri: string,
  policies: readonly PipelinePolicy[] = [],
): SecretClient {
  const { clientOptions } = cloud.http;
  return new SecretClient(vaultUri, cloud.credential, {
    ...clientOptions,
    additionalPolicies: [
      ...clientOptions.additionalPolicies,
      ...policies.map((policy) => ({ policy, position: "perCall" as const })),
    ],
    // No localhost:PORT passes the client's comparison of the vault's host with the challenge's resource.
    disableChallengeResourceVerification: cloud.isLoopback,
  });
}

/** Where a vault's own API is. @throws AzureError when Resource Manager does not show the vault */
export async function vaultAddress(cloud: Cloud, vaultId: string): Promise<string> {
  return (await readVault(cloud, vaultId)).vaultUri;
}

/** Where a vault's own API is, and of which tenant of Entra. @throws AzureError when Resource Manager does not show the vault */
export async function readVault(
  cloud: Cloud,
  vaultId: string,
): Promise<{ vaultUri: string; tenantId?: string }> {
  const answer = await askArmFor<{ properties: { vaultUri: string; tenantId?: string } }>(cloud, {
    operation: `reading vault ${vaultId.split("/").at(-1)}`,
    at: vaultId,
    apiVersion: VAULT_API_VERSION,
    role: VAULT_READER,
    needs: ["properties.vaultUri"],
  });
  return answer.properties;
}
