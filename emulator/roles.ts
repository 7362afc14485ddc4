// The built-in roles that the emulator knows, and whether role assignments allow an action.
import type { Caller } from "./entra/accessToken";
import type { World } from "./world";

/** What a role allows on data; a star at the end stands for every action below. */
export interface Role {
  readonly name: string;
  readonly dataActions: readonly string[];
}

const SECRETS = "Microsoft.KeyVault/vaults/secrets";

/** By the GUID of the role definition; documented: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security */
export const ROLES: ReadonlyMap<string, Role> = new Map([
  [
    "4633458b-17de-408a-b874-0445c86b69e6",
    {
      name: "Key Vault Secrets User",
      dataActions: [`${SECRETS}/getSecret/action`, `${SECRETS}/readMetadata/action`],
    },
  ],
  [
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    { name: "Key Vault Secrets Officer", dataActions: [`${SECRETS}/*`] },
  ],
]);

/** May the caller do this to the resource, by a role that it has there or above? Groups are not known. */
export function isAllowed(
  caller: Caller,
  { action, resourceId }: { readonly action: string; readonly resourceId: string },
  { roleAssignments }: Pick<World, "roleAssignments">,
): boolean {
  return [...roleAssignments.values()].some(
    ({ principalId, scope, roleDefinitionId }) =>
      principalId.toLowerCase() === caller.objectId &&
      isWithin(resourceId, scope) &&
      ROLES.get(roleGuid(roleDefinitionId))?.dataActions.some((each) => covers(each, action)),
  );
}

/** Is the resource the scope itself, or below it? Ids ignore case. */
export function isWithin(resourceId: string, scope: string): boolean {
  return `${resourceId}/`.toLowerCase().startsWith(`${scope}/`.toLowerCase());
}

/** The GUID at the end of a role definition's id. */
export function roleGuid(roleDefinitionId: string): string {
  return roleDefinitionId.toLowerCase().split("/").at(-1) ?? "";
}

function covers(allowed: string, action: string): boolean {
  return allowed.endsWith("/*") ? action.startsWith(allowed.slice(0, -1)) : allowed === action;
}
