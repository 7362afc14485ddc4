// Resource ids, lookups of parents, lists in pages, and the author's mark on resources.

import { json, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { SystemData } from "../world/operation";
import type { Registry, ResourceGroup, Vault, World } from "../world/world";
import { parentResourceNotFound, resourceGroupNotFound, resourceNotFound } from "./errors";

/** The type of registries. */
export const REGISTRY_TYPE = "Microsoft.ContainerRegistry/registries";
/** The type of vaults. */
export const VAULT_TYPE = "Microsoft.KeyVault/vaults";

/** The ARM id of a registry, or of something below it. */
export function registryId(world: World, registry: Registry, child = ""): string {
  return `${groupId(world, registry.resourceGroup)}/providers/${REGISTRY_TYPE}/${registry.name}${child}`;
}

/** The ARM id of a vault, or of something below it. */
export function vaultId(world: World, vault: Vault, child = ""): string {
  return `${groupId(world, vault.resourceGroup)}/providers/${VAULT_TYPE}/${vault.name}${child}`;
}

/** The ARM id of a resource group. */
export function groupId({ identity }: World, name: string): string {
  return `/subscriptions/${identity.subscriptionId}/resourceGroups/${name}`;
}

/** The resource group that the path names. */
export function requireResourceGroup(request: Request, world: World): ResourceGroup {
  const name = param(request, "group");
  const group = world.resourceGroups.get(name.toLowerCase());
  if (group === undefined) {
    throw new Refusal(resourceGroupNotFound(name));
  }
  return group;
}

/** The registry that the path names. */
export function requireRegistry(request: Request, world: World): Registry {
  const name = param(request, "registry");
  return requireIn(request, world, REGISTRY_TYPE, world.registries.get(name.toLowerCase()), name);
}

/** Whether any tenant has a registry of that name, which is unique in the whole cloud. */
export function isNameTaken(name: string, { cloud }: World): boolean {
  return cloud.some(({ registries }) => registries.has(name.toLowerCase()));
}

/** The vault that the path names. */
export function requireVault(request: Request, world: World): Vault {
  const name = param(request, "vault");
  return requireIn(request, world, VAULT_TYPE, findVault(name, world), name);
}

/** A vault by its name in any case, unless it is deleted. */
export function findVault(name: string, { vaults }: World): Vault | undefined {
  const vault = vaults.get(name.toLowerCase());
  return vault?.deleted === undefined ? vault : undefined;
}

/** All vaults that are not deleted. */
export function presentVaults({ vaults }: World): Vault[] {
  return [...vaults.values()].filter(({ deleted }) => deleted === undefined);
}

function requireIn<T extends { readonly resourceGroup: string }>(
  request: Request,
  world: World,
  type: string,
  resource: T | undefined,
  name: string,
): T {
  const group = requireResourceGroup(request, world);
  if (resource === undefined || resource.resourceGroup.toLowerCase() !== group.name.toLowerCase()) {
    throw new Refusal(missingParent(request, type, name, group));
  }
  return resource;
}

function missingParent(request: Request, type: string, name: string, group: ResourceGroup): Reply {
  const [, below = ""] = request.path.split(/\/(?:registries|vaults)\/[^/]+/i);
  const [, child, childName] = below.split("/");
  if (child !== undefined && childName !== undefined && request.method === "PUT") {
    return parentResourceNotFound(`${type.split("/")[1]}/${child}`, name);
  }
  return resourceNotFound(type, `${name}${below}`, group.name);
}

/** One page of a list, with a link to the next one when there is more. */
export function listPage<T>(
  request: Request,
  world: World,
  items: Iterable<T>,
  show: (item: T) => unknown,
): Reply {
  const all = [...items];
  const start = Number(request.query.get("$skiptoken") ?? 0);
  const end = start + world.behaviours.armPageSize;
  const value = all.slice(start, end).map(show);
  return json(
    200,
    end < all.length ? { value, nextLink: nextLink(request, world, end) } : { value },
  );
}

function nextLink(request: Request, world: World, start: number): string {
  const query = new URLSearchParams(request.query);
  query.set("$skiptoken", String(start));
  return `${world.hosts.url("main")}${request.path}?${query}`;
}

/** The author's mark of a write at this moment; createdAt moves with every update, as recorded. */
export function stampSystemData({
  identity,
  clock,
}: Pick<World, "identity" | "clock">): SystemData {
  const at = clock.timestamp();
  return {
    createdBy: identity.clientId,
    createdByType: "Application",
    createdAt: at,
    lastModifiedBy: identity.clientId,
    lastModifiedByType: "Application",
    lastModifiedAt: at,
  };
}
