// Role assignments: which principal has which role at a management group, subscription, group, registry, vault or secret.
import { principalsOf } from "../../entra/principals";
import { readFilter } from "../../http/filter";
import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../../http/request";
import type { RoleAssignment } from "../../world/grants";
import { findRole, isWithin, roleGuid } from "../../world/roles";
import type { World } from "../../world/world";
import { badRequest, invalidContent } from "../errors";
import { listPage } from "../resources";
import {
  invalidPrincipalId,
  invalidRoleAssignmentId,
  principalNotFound,
  roleAssignmentExists,
  roleAssignmentNotFound,
  roleAssignmentUpdateNotPermitted,
  roleDefinitionDoesNotExist,
  unmatchedPrincipalType,
} from "./roleAssignmentErrors";
import { requireScope } from "./scopes";

const TYPE = "Microsoft.Authorization/roleAssignments";
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** GET /{scope}/…/roleAssignments/{name}. */
export function getRoleAssignment(request: Request, world: World): Reply {
  const assignment = find(request, world);
  if (assignment === undefined) {
    throw new Refusal(roleAssignmentNotFound(param(request, "assignment")));
  }
  return json(200, show(assignment, world));
}

/**
 * GET /{scope}/…/roleAssignments: at the scope, above and below.
 *
 * `$filter` takes `atScope()`, `assignedTo('ID')`, both joined by `and`, or `principalId eq 'ID'`, which Azure joins with neither:
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
 */
export function listRoleAssignments(request: Request, world: World): Reply {
  const scope = requireScope(request, world);
  const { isAtScope, principalId } = readListFilter(request.query.get("$filter"));
  const found = [...world.roleAssignments.values()].filter(
    (assignment) =>
      (isWithin(scope, assignment.scope) || (!isAtScope && isWithin(assignment.scope, scope))) &&
      (principalId === undefined || assignment.principalId.toLowerCase() === principalId),
  );
  return listPage(request, world, found, (assignment) => show(assignment, world));
}

/** PUT /{scope}/…/roleAssignments/{name}: only description and condition can be changed afterwards. */
export function putRoleAssignment(request: Request, world: World): Reply {
  const scope = requireScope(request, world);
  const name = param(request, "assignment");
  if (!GUID.test(name)) {
    throw new Refusal(invalidRoleAssignmentId(name));
  }
  const wanted = { scope, ...readProperties(request, world) };
  const named = world.roleAssignments.get(name.toLowerCase());
  if (named !== undefined && !isSame(named, wanted)) {
    throw new Refusal(roleAssignmentUpdateNotPermitted());
  }
  const other = [...world.roleAssignments.values()].find((each) => isSame(each, wanted));
  if (other !== undefined && other !== named) {
    throw new Refusal(roleAssignmentExists(other.name));
  }
  const now = timestamp(world);
  if (named !== undefined) {
    const { description, condition } = wanted;
    Object.assign(named, { description, condition, updatedOn: now });
    return json(200, show(named, world));
  }
  const made: RoleAssignment = { name, ...wanted, createdOn: now, updatedOn: now };
  world.roleAssignments.set(name.toLowerCase(), made);
  // As recorded, the first answer does not say who made it.
  const { properties, ...rest } = show(made, world);
  return json(201, { properties: { ...properties, createdBy: null }, ...rest });
}

/** DELETE /{scope}/…/roleAssignments/{name}: 204 when there is nothing. */
export function deleteRoleAssignment(request: Request, world: World): Reply {
  const assignment = find(request, world);
  if (assignment === undefined) {
    return { status: 204 };
  }
  world.roleAssignments.delete(assignment.name.toLowerCase());
  return json(200, show(assignment, world));
}

// There are no groups here, so only the assigned principal has a role.
function readListFilter(filter: string | null) {
  const terms = readFilter(filter);
  const names = terms
    ?.map(({ name }) => name)
    .sort()
    .join(" and ");
  const isKnown = ["", "atScope", "assignedTo", "principalId", "assignedTo and atScope"].includes(
    names ?? "unreadable",
  );
  if (terms === undefined || !isKnown) {
    throw new Refusal(badRequest(`The filter '${filter}' is not supported.`));
  }
  return {
    isAtScope: terms.some(({ name }) => name === "atScope"),
    principalId: terms.find(({ value }) => value !== undefined)?.value?.toLowerCase(),
  };
}

function find(request: Request, world: World): RoleAssignment | undefined {
  const name = param(request, "assignment");
  if (!GUID.test(name)) {
    throw new Refusal(invalidRoleAssignmentId(name));
  }
  const assignment = world.roleAssignments.get(name.toLowerCase());
  const scope = `/${param(request, "scope")}`.toLowerCase();
  return assignment?.scope.toLowerCase() === scope ? assignment : undefined;
}

function readProperties(request: Request, world: World) {
  const { properties } = jsonBody(request, invalidContent);
  if (!isObject(properties)) {
    throw new Refusal(invalidContent("The property 'properties' is required."));
  }
  const roleDefinitionId = readText(properties, "roleDefinitionId");
  const principalId = readText(properties, "principalId");
  if (!GUID.test(principalId)) {
    throw new Refusal(invalidPrincipalId(principalId));
  }
  if (findRole(roleGuid(roleDefinitionId), world) === undefined) {
    throw new Refusal(roleDefinitionDoesNotExist(roleGuid(roleDefinitionId)));
  }
  const { description, condition } = properties;
  return {
    roleDefinitionId,
    principalId,
    principalType: requirePrincipal(principalId, properties.principalType, world),
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof condition === "string" ? { condition } : {}),
  };
}

/** The type of a principal; who is not known counts as what the request says, or as a service principal. */
function requirePrincipal(principalId: string, given: unknown, world: World): string {
  const known = principalsOf(world);
  const id = principalId.toLowerCase();
  const isKnown = known.some(({ objectId }) => objectId === id);
  if (!isKnown && known.some(({ clientId }) => clientId === id)) {
    throw new Refusal(principalNotFound(principalId, world.identity.tenantId));
  }
  if (typeof given !== "string" || given === "ServicePrincipal") {
    return "ServicePrincipal";
  }
  if (isKnown) {
    throw new Refusal(unmatchedPrincipalType(principalId, "ServicePrincipal", given));
  }
  return given;
}

function readText(properties: JsonObject, name: string): string {
  const value = properties[name];
  if (typeof value !== "string") {
    throw new Refusal(invalidContent(`The property '${name}' is required.`));
  }
  return value;
}

type Grant = Pick<RoleAssignment, "scope" | "principalId" | "roleDefinitionId">;

function isSame(one: Grant, other: Grant): boolean {
  return (
    one.scope.toLowerCase() === other.scope.toLowerCase() &&
    one.principalId.toLowerCase() === other.principalId.toLowerCase() &&
    roleGuid(one.roleDefinitionId) === roleGuid(other.roleDefinitionId)
  );
}

function show(assignment: RoleAssignment, { identity }: World) {
  const { name, scope, roleDefinitionId, principalId, principalType } = assignment;
  const { description, condition } = assignment;
  return {
    properties: {
      roleDefinitionId,
      principalId,
      principalType,
      scope,
      condition: condition ?? null,
      conditionVersion: condition === undefined ? null : "2.0",
      createdOn: assignment.createdOn,
      updatedOn: assignment.updatedOn,
      createdBy: identity.clientId,
      updatedBy: identity.clientId,
      delegatedManagedIdentityResourceId: null,
      description: description ?? null,
    },
    id: `${scope}/providers/${TYPE}/${name}`,
    type: TYPE,
    name,
  };
}

function timestamp({ clock }: World): string {
  return clock.timestamp().replace("+00:00", "Z");
}
