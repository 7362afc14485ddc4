// Lists the repositories of a registry for whoever reviews a change, with the identity of the environment: a token cannot.

import { ContainerRegistryClient } from "@azure/container-registry";
import { type AzureError, azureError } from "./azureError";
import type { Cloud } from "./cloud";
import { askArmFor } from "./resourceManager";

/** The built-in roles that may list repositories, by the registry's mode: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference */
const LISTING_ROLES = {
  LegacyRegistryPermissions: '"AcrPull" on the registry',
  AbacRepositoryPermissions: '"Container Registry Repository Catalog Lister" on the registry',
};

/**
 * Lists all repositories.
 *
 * Microsoft's client exchanges our access token for one of the registry's own:
 * https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 *
 * @param registryId ARM id
 * @returns their names, sorted
 * @throws AzureError that names the role which is missing, or what else is in the way
 */
export async function listRepositories(cloud: Cloud, registryId: string): Promise<string[]> {
  const { loginServer, role } = await readRegistry(cloud, registryId);
  const client = new ContainerRegistryClient(`https://${loginServer}`, cloud.credential, {
    ...cloud.http.clientOptions,
    audience: audienceIn(cloud),
  });
  const names: string[] = [];
  try {
    for await (const name of client.listRepositoryNames()) names.push(name);
  } catch (thrown) {
    throw refused(`listing the repositories of ${nameOf(registryId)}`, thrown, role);
  }
  return names.sort();
}

async function readRegistry(cloud: Cloud, registryId: string) {
  const operation = `reading registry ${nameOf(registryId)}`;
  const { properties } = await askArmFor<{
    properties: { loginServer: string; roleAssignmentMode?: string };
  }>(cloud, {
    operation,
    at: registryId,
    apiVersion: "2025-11-01",
    role: '"Reader" on the registry',
    needs: ["properties.loginServer"],
  });
  const isAbac = properties.roleAssignmentMode === "AbacRepositoryPermissions";
  return {
    loginServer: properties.loginServer,
    role: LISTING_ROLES[isAbac ? "AbacRepositoryPermissions" : "LegacyRegistryPermissions"],
  };
}

/**
 * For whom Entra issues the access token that the registry takes.
 *
 * In the public cloud it is the registries' own audience, which is good also where Resource Manager's is turned off; in
 * the others it is Resource Manager's, as Microsoft's client has it:
 * https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm and
 * https://learn.microsoft.com/javascript/api/@azure/container-registry/knowncontainerregistryaudience
 */
function audienceIn({ resourceManagerUrl, resourceManagerScope }: Cloud): string {
  return resourceManagerUrl === "https://management.azure.com"
    ? "https://containerregistry.azure.net"
    : resourceManagerScope.replace(/\/\.default$/, "");
}

/** Resource Manager knew the identity a moment ago, so that it is its rights that are refused. */
function refused(operation: string, thrown: unknown, role: string): AzureError {
  const failure = azureError(operation, thrown);
  return failure.status === 401 && failure.code !== undefined
    ? azureError(operation, thrown, { advice: `give the identity the role ${role}` })
    : failure;
}

function nameOf(registryId: string): string {
  return registryId.split("/").at(-1) ?? registryId;
}
