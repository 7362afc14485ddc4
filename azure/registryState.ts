// Reads a registry with what hangs on it, for comparison: settings, limits, connected registries, export pipelines.

import { unusable } from "./allPages";
import type { Cloud } from "./cloud";
import { numberAt, optionalTextAt, readEach, textAt, textsAt } from "./listedFields";
import { askArmFor, listArm } from "./resourceManager";

/** The settings of a registry that let others in. */
export interface RegistrySettings {
  sku: string;
  /** Host and port of the registry's own API. */
  loginServer: string;
  isAdminUserEnabled: boolean;
  isAnonymousPullEnabled: boolean;
  /** Do roles count on repositories (`AbacRepositoryPermissions`), and not on the registry alone? */
  isAbac: boolean;
}

const READER = '"Reader" on the registry';
const API_VERSION = "2025-11-01";
/** Pipelines are in previews only: https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/exportpipelines */
const PIPELINES_API_VERSION = "2025-06-01-preview";

/** Reads the settings. @param role one that shows them @throws AzureError when Azure does not */
export async function readRegistrySettings(
  cloud: Cloud,
  registryId: string,
  role = READER,
): Promise<RegistrySettings> {
  const { sku, properties } = await askArmFor<{
    sku: { name: string };
    properties: {
      loginServer: string;
      adminUserEnabled: boolean;
      anonymousPullEnabled?: boolean;
      roleAssignmentMode?: string;
    };
  }>(cloud, {
    operation: `reading registry ${lastOf(registryId)}`,
    at: registryId,
    apiVersion: API_VERSION,
    role,
    needs: ["sku.name", "properties.loginServer", "properties.adminUserEnabled"],
  });
  return {
    sku: sku.name,
    loginServer: properties.loginServer,
    isAdminUserEnabled: properties.adminUserEnabled,
    isAnonymousPullEnabled: properties.anonymousPullEnabled === true,
    isAbac: properties.roleAssignmentMode === "AbacRepositoryPermissions",
  };
}

/** How much of each limit is used, as Azure counts; those of tokens and scope maps must be among them. https://learn.microsoft.com/rest/api/container-registry/registries/list-usages */
export async function readUsages(
  cloud: Cloud,
  registryId: string,
): Promise<{ name: string; used: number; limit: number }[]> {
  const operation = `reading the limits of registry ${lastOf(registryId)}`;
  const usages = await readEach(listBelow(cloud, registryId, "listUsages", operation), (usage) => ({
    name: textAt(operation, usage, "name"),
    used: numberAt(operation, usage, "currentValue"),
    limit: numberAt(operation, usage, "limit"),
  }));
  const missing = ["Tokens", "ScopeMaps"].find((each) => !usages.some(({ name }) => name === each));
  if (missing === undefined) return usages;
  throw unusable(operation, `the answer has no limit of ${missing}`);
}

/** Lists the registries elsewhere that copy from this one. */
export async function listConnectedRegistries(
  cloud: Cloud,
  registryId: string,
): Promise<
  { name: string; mode: string; syncTokenId?: string; clientTokenIds: readonly string[] }[]
> {
  const operation = `listing the connected registries of ${lastOf(registryId)}`;
  return readEach(listBelow(cloud, registryId, "connectedRegistries", operation), (connected) => {
    const syncTokenId = optionalTextAt(connected, "properties.parent.syncProperties.tokenId");
    return {
      name: textAt(operation, connected, "name"),
      mode: textAt(operation, connected, "properties.mode"),
      ...(syncTokenId === undefined ? {} : { syncTokenId }),
      clientTokenIds: textsAt(operation, connected, "properties.clientTokenIds"),
    };
  });
}

/** Lists the pipelines that copy images to storage accounts. */
export async function listExportPipelines(
  cloud: Cloud,
  registryId: string,
): Promise<{ name: string; target: string; principalId?: string }[]> {
  const operation = `listing the export pipelines of ${lastOf(registryId)}`;
  const pages = listBelow(cloud, registryId, "exportPipelines", operation, PIPELINES_API_VERSION);
  return readEach(pages, (pipeline) => {
    const principalId = optionalTextAt(pipeline, "identity.principalId");
    return {
      name: textAt(operation, pipeline, "name"),
      target: textAt(operation, pipeline, "properties.target.uri"),
      ...(principalId === undefined ? {} : { principalId }),
    };
  });
}

function listBelow(
  cloud: Cloud,
  registryId: string,
  what: string,
  operation: string,
  apiVersion = API_VERSION,
): AsyncGenerator<unknown> {
  return listArm(cloud, { operation, at: `${registryId}/${what}`, apiVersion, role: READER });
}

function lastOf(id: string): string {
  return id.split("/").at(-1) ?? id;
}
