// Whether role assignments allow an action.

import type { Caller } from "../entra/accessToken";
import { ROLES, type Role } from "./builtInRoles";
import type { RoleAssignment } from "./grants";
import type { World } from "./world";

/** What somebody wants to do, and to what: the ARM id of a resource. */
export interface Wish {
  readonly action: string;
  readonly resourceId: string;
}

/** May the caller do this to the resource's data, by a role that it has there or above? Groups are not known. */
export function isAllowed(caller: Caller, wish: Wish, world: Roles): boolean {
  return rolesAt(caller, wish.resourceId, world).some(({ dataActions, notDataActions = [] }) =>
    isOf(wish.action, dataActions, notDataActions),
  );
}

/** The same at Resource Manager. */
export function mayManage(caller: Caller, wish: Wish, world: Roles): boolean {
  return rolesAt(caller, wish.resourceId, world).some(({ actions, notActions = [] }) =>
    isOf(wish.action, actions, notActions),
  );
}

type Roles = Pick<World, "roleAssignments" | "roleDefinitions" | "clock" | "behaviours">;

/** A role by its GUID, built in or somebody's own. */
export function findRole(guid: string, { roleDefinitions }: Pick<World, "roleDefinitions">) {
  return roleDefinitions.get(guid) ?? ROLES.get(guid);
}

/** The roles that a caller has at a resource or above it. */
export function rolesAt(caller: Caller, resourceId: string, world: Roles): Role[] {
  return assignmentsOf(caller, world)
    .filter(({ scope }) => isWithin(resourceId, scope))
    .flatMap(({ roleDefinitionId }) => findRole(roleGuid(roleDefinitionId), world) ?? []);
}

/** Has the caller any role at a scope, above it, or at something below it? */
export function hasRoleAround(caller: Caller, scope: string, world: Roles): boolean {
  return assignmentsOf(caller, world).some(
    ({ scope: assigned }) => isWithin(scope, assigned) || isWithin(assigned, scope),
  );
}

/** Those that have an effect already. */
function assignmentsOf(
  caller: Caller,
  { roleAssignments, clock, behaviours }: Roles,
): RoleAssignment[] {
  const { roleAssignmentDelaySeconds: seconds } = behaviours;
  // Without a delay all count, also after the clock was set back.
  const latestMs = seconds === 0 ? Infinity : clock.now().getTime() - seconds * 1000;
  return [...roleAssignments.values()].filter(
    ({ principalId, createdOn }) =>
      principalId.toLowerCase() === caller.objectId && Date.parse(createdOn) <= latestMs,
  );
}

/** Is the resource the scope itself, or below it? Ids ignore case, and the subscription is in every management group. */
export function isWithin(resourceId: string, scope: string): boolean {
  if (MANAGEMENT_GROUP.test(scope)) {
    return resourceId.toLowerCase() === scope.toLowerCase() || !MANAGEMENT_GROUP.test(resourceId);
  }
  return `${resourceId}/`.toLowerCase().startsWith(`${scope}/`.toLowerCase());
}

/** The GUID at the end of a role definition's id. */
export function roleGuid(roleDefinitionId: string): string {
  return roleDefinitionId.toLowerCase().split("/").at(-1) ?? "";
}

/** The id of a management group. */
export const MANAGEMENT_GROUP = /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+$/i;

function isOf(action: string, allowed: readonly string[], excluded: readonly string[]): boolean {
  return (
    allowed.some((each) => covers(each, action)) && !excluded.some((each) => covers(each, action))
  );
}

// Azure takes actions whatever their case.
function covers(allowed: string, action: string): boolean {
  const pattern = patterns.get(allowed) ?? patternOf(allowed);
  patterns.set(allowed, pattern);
  return pattern.test(action);
}

/** Roles are few, and each request asks them. */
const patterns = new Map<string, RegExp>();

function patternOf(allowed: string): RegExp {
  return new RegExp(`^${allowed.replaceAll(".", "\\.").replaceAll("*", ".+")}$`, "i");
}
