// Lists all scope maps of a registry, page by page. An incomplete list is an error.

import type { ContainerRegistryManagementClient, ScopeMap } from "@azure/arm-containerregistry";
import { allPages, unusable } from "../allPages";
import type { RegistryId } from "./tokenId";

/** A scope map as Azure lists it. */
export interface ListedScopeMap {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  /** Such as `repositories/app/api/content/read`, in the order and case in which Azure keeps them. */
  readonly actions: readonly string[];
  /** Empty where there is none. */
  readonly description: string;
  /** Is it one that every registry has, such as `_repositories_pull`? */
  readonly isSystemDefined: boolean;
}

/** Reads the scope maps. @throws AzureError when a page fails, links to one before it, or holds what is no scope map */
export function listScopeMaps(
  client: ContainerRegistryManagementClient,
  { resourceGroupName, registryName }: RegistryId,
): Promise<readonly ListedScopeMap[]> {
  const operation = `listing the scope maps of registry ${registryName}`;
  const pages = client.scopeMaps.list(resourceGroupName, registryName).byPage();
  return allPages(operation, pages, (scopeMap) => asListed(operation, scopeMap));
}

/** One without actions would pass for one that gives nothing. */
function asListed(operation: string, scopeMap: ScopeMap): ListedScopeMap {
  const { id, name, actions, description, typePropertiesType } = scopeMap;
  if (id === undefined) throw unusable(operation, "a scope map has no id");
  if (name === undefined) throw unusable(operation, "a scope map has no name");
  if (!Array.isArray(actions)) throw unusable(operation, `scope map ${name} has no actions`);
  return {
    id,
    name,
    actions,
    description: description ?? "",
    isSystemDefined: typePropertiesType?.toLowerCase() === "systemdefined",
  };
}
