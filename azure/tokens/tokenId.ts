// Parses the ARM ids of registry tokens and scope maps.

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…`. */
export interface RegistryId {
  subscriptionId: string;
  resourceGroupName: string;
  registryName: string;
}

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…/tokens/…`. */
export interface TokenId extends RegistryId {
  tokenName: string;
}

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…/scopeMaps/…`. */
export interface ScopeMapId extends RegistryId {
  scopeMapName: string;
}

const REGISTRY_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)$/i;

const CHILD_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)\/(tokens|scopeMaps)\/([^/]+)$/i;

/** Parses a token's ARM id. @throws Error when it has another form */
export function parseTokenId(id: string): TokenId {
  const { name: tokenName, ...registry } = parseChildId(id, "tokens", "token");
  return { ...registry, tokenName };
}

/** Parses a registry's ARM id. @throws Error when it has another form */
export function parseRegistryId(id: string): RegistryId {
  const [, subscriptionId, resourceGroupName, registryName] = REGISTRY_ID.exec(id) ?? [];
  if (subscriptionId && resourceGroupName && registryName) {
    return { subscriptionId, resourceGroupName, registryName };
  }
  throw new Error(
    `"${id}" is not the ARM id of a registry; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>`,
  );
}

/** Parses a scope map's ARM id. @throws Error when it has another form */
export function parseScopeMapId(id: string): ScopeMapId {
  const { name: scopeMapName, ...registry } = parseChildId(id, "scopeMaps", "scope map");
  return { ...registry, scopeMapName };
}

/** Do two ARM ids name the same resource? ARM compares them without regard to case. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Do two ids name the same token for a login?
 *
 * The token's own name is compared exactly: azure-native replaces a token whose name is spelled in another case, and
 * with it the passwords. The rest is compared as in ARM.
 */
export function isSameToken(one: string, other: string): boolean {
  return isSameId(one, other) && parseTokenId(one).tokenName === parseTokenId(other).tokenName;
}

function parseChildId(id: string, collection: string, kind: string) {
  const parts = CHILD_ID.exec(id);
  const [, subscriptionId = "", resourceGroupName = "", registryName = "", found, name = ""] =
    parts ?? [];
  if (found?.toLowerCase() !== collection.toLowerCase()) {
    throw new Error(
      `"${id}" is not the ARM id of a registry ${kind}; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/${collection}/<${kind}>`,
    );
  }
  return { subscriptionId, resourceGroupName, registryName, name };
}
