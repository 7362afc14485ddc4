// What an identity of Entra may do at a registry, by its roles.
import { registryId } from "../arm/resources";
import { type Caller, isDeployer } from "../entra/accessToken";
import { isAllowed, mayManage, rolesAt } from "../world/roles";
import type { Registry, World } from "../world/world";
import { type AccessEntry, isCatalog } from "./accessTokens";

/** What one permission gives: words for access tokens, and the list of repositories. */
interface Right {
  readonly words: readonly string[];
  readonly mayList?: true;
}

/** By Resource Manager's actions; that `push/write` includes metadata is assumed. */
const OF_REGISTRIES: Readonly<Record<string, Right>> = {
  "pull/read": { words: ["pull", "metadata_read"], mayList: true },
  "push/write": { words: ["push", "metadata_write"] },
  "artifacts/delete": { words: ["delete"] },
};

/** By data actions, where repository permissions count: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions */
const OF_REPOSITORIES: Readonly<Record<string, Right>> = {
  "catalog/read": { words: [], mayList: true },
  "repositories/content/read": { words: ["pull"] },
  "repositories/content/write": { words: ["push"] },
  "repositories/content/delete": { words: ["delete"] },
  "repositories/metadata/read": { words: ["metadata_read"] },
  "repositories/metadata/write": { words: ["metadata_write"] },
};

const ALL: Readonly<Record<string, Right>> = { ...OF_REGISTRIES, ...OF_REPOSITORIES };

/** The caller's permissions, in the form in which a refresh token keeps them; which roles count is the registry's choice. */
export function permissionsOf(caller: Caller, registry: Registry, world: World): string[] {
  const resourceId = registryId(world, registry);
  const byRepository = registry.roleAssignmentMode === "AbacRepositoryPermissions";
  const may = byRepository ? isAllowed : mayManage;
  return Object.keys(byRepository ? OF_REPOSITORIES : OF_REGISTRIES).filter(
    (permission) =>
      isDeployer(caller, world) ||
      may(
        caller,
        { action: `Microsoft.ContainerRegistry/registries/${permission}`, resourceId },
        world,
      ),
  );
}

/** Has the caller any role that says something of this registry? */
export function isKnownAt(caller: Caller, registry: Registry, world: World): boolean {
  const roles = rolesAt(caller, registryId(world, registry), world);
  return (
    isDeployer(caller, world) ||
    roles.some(({ actions, dataActions }) =>
      [...actions, ...dataActions].some((each) =>
        /^(\*|Microsoft\.ContainerRegistry)\//.test(each),
      ),
    )
  );
}

/** What of a scope the permissions allow; nothing where they allow nothing of it. */
export function allowedOf(scope: AccessEntry, permissions: readonly string[]): AccessEntry[] {
  const rights = permissions.flatMap((permission) => ALL[permission] ?? []);
  if (isCatalog(scope)) {
    return rights.some(({ mayList }) => mayList) ? [{ ...scope, actions: ["*"] }] : [];
  }
  const words = new Set(rights.flatMap((right) => right.words));
  const actions = scope.actions.filter((action) => words.has(action));
  return scope.type === "repository" && actions.length > 0 ? [{ ...scope, actions }] : [];
}
