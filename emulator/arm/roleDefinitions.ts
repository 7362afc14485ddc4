// Role definitions, by name and by id: the roles that the emulator knows, with what it lets them do.
import { isTerm, readFilter } from "../filter";
import { json, Refusal, type Reply } from "../reply";
import { param, type Request } from "../request";
import { ROLES, type Role } from "../roles";
import type { World } from "../world";
import { badRequest } from "./errors";
import { listPage } from "./resources";
import { roleDefinitionNotFound } from "./roleAssignmentErrors";
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
  const found = [...ROLES].filter(([, role]) =>
    terms.every((term) => isTerm(FILTERS[term.name]?.(role), term)),
  );
  return listPage(request, world, found, ([guid, role]) => show(guid, role, prefix));
}

/** GET [/{scope}]/…/roleDefinitions/{guid}. */
export function getRoleDefinition(request: Request, world: World): Reply {
  const prefix = prefixOf(request, world);
  const guid = param(request, "role").toLowerCase();
  const role = ROLES.get(guid);
  if (role === undefined) {
    throw new Refusal(roleDefinitionNotFound(guid));
  }
  return json(200, show(guid, role, prefix));
}

const FILTERS: Readonly<Record<string, (role: Role) => string | undefined>> = {
  roleName: ({ name }) => name,
  type: () => "BuiltInRole",
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

function show(guid: string, { name, actions, dataActions }: Role, prefix: string) {
  return {
    properties: {
      roleName: name,
      type: "BuiltInRole",
      description: null,
      assignableScopes: ["/"],
      permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }],
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
