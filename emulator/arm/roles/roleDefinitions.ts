// Role definitions, by name and by id: the roles that the emulator knows, with what it lets them do, and those that somebody defines.

import { isTerm, readFilter } from "../../http/filter";
import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, jsonBody, param, type Request } from "../../http/request";
import { ROLES, type Role } from "../../world/builtInRoles";
import type { RoleDefinition } from "../../world/grants";
import { findRole, roleGuid } from "../../world/roles";
import type { World } from "../../world/world";
import { badRequest, invalidContent } from "../errors";
import {
  roleDefinitionHasAssignments,
  roleDefinitionNameTaken,
  roleDefinitionNotFound,
} from "./roleAssignmentErrors";
import { requireScope } from "./scopes";

const TYPE = "Microsoft.Authorization/roleDefinitions";

/** GET [/{scope}]/…/roleDefinitions: `$filter` takes roleName eq, type eq, atScopeAndBelow(). */
export function listRoleDefinitions(request: Request, world: World): Reply {
  const prefix = prefixOf(request, world);
  const filter = request.query.get("$filter");
  const terms = readFilter(filter);
  if (terms === undefined || terms.some(({ name }) => !(name in FILTERS))) {
    throw new Refusal(badRequest(`The filter '${filter}' is not supported.`));
  }
  const found = [...ROLES, ...world.roleDefinitions].filter(([, role]) =>
    terms.every((term) => isTerm(FILTERS[term.name]?.(role), term)),
  );
  // Unlike other lists, it comes in one page.
  return json(200, { value: found.map(([guid, role]) => show(guid, role, prefix)) });
}

/** GET [/{scope}]/…/roleDefinitions/{guid}. */
export function getRoleDefinition(request: Request, world: World): Reply {
  const prefix = prefixOf(request, world);
  const guid = param(request, "role").toLowerCase();
  const role = findRole(guid, world);
  if (role === undefined) {
    throw new Refusal(roleDefinitionNotFound(guid));
  }
  return json(200, show(guid, role, prefix));
}

/**
 * PUT /{scope}/…/roleDefinitions/{guid}: a role of one's own, whose name no other one of the tenant has. That this holds in
 * any case is assumed.
 *
 * Documented: https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-properties
 */
export function putRoleDefinition(request: Request, world: World): Reply {
  const scope = requireScope(request, world);
  const guid = param(request, "role").toLowerCase();
  const { properties } = jsonBody(request, invalidContent);
  const [block] = isObject(properties) ? list(properties.permissions) : [];
  if (!isObject(properties) || typeof properties.roleName !== "string" || !isObject(block)) {
    throw new Refusal(invalidContent("The properties 'roleName' and 'permissions' are required."));
  }
  if (ROLES.has(guid)) {
    throw new Refusal(badRequest(`The role definition '${guid}' is built in.`));
  }
  if (isNameTaken(properties.roleName, guid, world)) {
    throw new Refusal(roleDefinitionNameTaken());
  }
  const texts = (value: unknown) => list(value).map(String);
  const role: RoleDefinition = {
    name: properties.roleName,
    actions: texts(block.actions),
    notActions: texts(block.notActions),
    dataActions: texts(block.dataActions),
    notDataActions: texts(block.notDataActions),
    assignableScopes:
      properties.assignableScopes === undefined ? [scope] : texts(properties.assignableScopes),
    ...(typeof properties.description === "string" ? { description: properties.description } : {}),
  };
  world.roleDefinitions.set(guid, role);
  return json(201, show(guid, role, prefixOf(request, world)));
}

/** DELETE /{scope}/…/roleDefinitions/{guid}: 204 when there is nothing, and refused while somebody has the role. */
export function deleteRoleDefinition(request: Request, world: World): Reply {
  requireScope(request, world);
  const guid = param(request, "role").toLowerCase();
  const role = world.roleDefinitions.get(guid);
  if (role === undefined) return { status: 204 };
  const assigned = [...world.roleAssignments.values()];
  if (assigned.some(({ roleDefinitionId }) => roleGuid(roleDefinitionId) === guid)) {
    throw new Refusal(roleDefinitionHasAssignments());
  }
  world.roleDefinitions.delete(guid);
  return json(200, show(guid, role, prefixOf(request, world)));
}

function isNameTaken(name: string, guid: string, world: World): boolean {
  return [...ROLES, ...world.roleDefinitions].some(
    ([other, role]) => other !== guid && role.name.toLowerCase() === name.toLowerCase(),
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const FILTERS: Readonly<Record<string, (role: Role | RoleDefinition) => string | undefined>> = {
  roleName: ({ name }) => name,
  type: typeOf,
  atScopeAndBelow: () => undefined,
};

/** Where an id begins: built-in roles belong to the tenant, and are shown below the subscription that was asked. */
function prefixOf(request: Request, world: World): string {
  if (request.params.scope === undefined) {
    return "";
  }
  requireScope(request, world);
  return `/subscriptions/${world.identity.subscriptionId}`;
}

// Azure's own dates of these roles differ from each other, and nobody goes by them.
const SINCE = "2015-02-02T21:55:09.8806423Z";

function typeOf(role: Role | RoleDefinition): string {
  return "assignableScopes" in role ? "CustomRole" : "BuiltInRole";
}

function show(guid: string, role: Role | RoleDefinition, prefix: string) {
  const { name, actions, notActions = [], dataActions, notDataActions = [] } = role;
  const own = "assignableScopes" in role ? role : undefined;
  return {
    properties: {
      roleName: name,
      type: typeOf(role),
      description: own?.description ?? null,
      assignableScopes: own?.assignableScopes ?? ["/"],
      permissions: [{ actions, notActions, dataActions, notDataActions }],
      createdOn: SINCE,
      updatedOn: SINCE,
      createdBy: null,
      updatedBy: null,
    },
    id: `${prefix}/providers/${TYPE}/${guid}`,
    type: TYPE,
    name: guid,
  };
}
