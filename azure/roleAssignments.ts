// Reads who has which role on a resource, and what the roles allow.

import type { Cloud } from "./cloud";
import { listAt, optionalTextAt, readEach, textAt, textsAt } from "./listedFields";
import { type ArmRequest, askArmFor, listArm } from "./resourceManager";

/** A role that a principal has at a scope and below. */
export interface ListedAssignment {
  id: string;
  principalId: string;
  /** `User`, `Group`, `ServicePrincipal`, `ForeignGroup`, `Device`. */
  principalType: string;
  /** ARM id of a resource, a group, a subscription or a management group, or `/`. */
  scope: string;
  /** GUID, in lower case. */
  roleId: string;
  /** The assignment counts only where this is true. */
  condition?: string;
}

/** What a role allows, as Azure defines it: https://learn.microsoft.com/azure/role-based-access-control/role-definitions */
export interface ListedRole {
  name: string;
  permissions: readonly {
    actions: readonly string[];
    notActions: readonly string[];
    dataActions: readonly string[];
    notDataActions: readonly string[];
  }[];
}

/** Role assignments with the definitions of their roles, by GUID. */
export interface ListedRoles {
  assignments: readonly ListedAssignment[];
  definitions: ReadonlyMap<string, ListedRole>;
}

const API_VERSION = "2022-04-01";
const AUTHORIZATION = "providers/Microsoft.Authorization";

/**
 * Lists all that are assigned at a resource, above it, also at management groups, and below it.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest: without `atScope()` also below.
 *
 * @throws AzureError when a list fails, or a role that somebody has cannot be read
 */
export async function listRoles(cloud: Cloud, resourceId: string): Promise<ListedRoles> {
  const name = resourceId.split("/").at(-1);
  const request = { apiVersion: API_VERSION, role: `"Reader" on ${name}` };
  const operation = `listing the role assignments of ${name}`;
  const at = `${resourceId}/${AUTHORIZATION}/roleAssignments`;
  const assignments = await readEach(listArm(cloud, { ...request, operation, at }), (each) =>
    asAssignment(operation, each),
  );
  const definitions = await listDefinitions(cloud, resourceId, request);
  for (const { roleId } of assignments) {
    if (definitions.has(roleId)) continue;
    definitions.set(roleId, await readDefinition(cloud, roleId, request));
  }
  return { assignments, definitions };
}

async function listDefinitions(
  cloud: Cloud,
  resourceId: string,
  request: Pick<ArmRequest, "apiVersion" | "role">,
): Promise<Map<string, ListedRole>> {
  const operation = `listing the role definitions of ${resourceId.split("/").at(-1)}`;
  const at = `${resourceId}/${AUTHORIZATION}/roleDefinitions`;
  const listed = await readEach(listArm(cloud, { ...request, operation, at }), (each) => {
    const roleId = textAt(operation, each, "name").toLowerCase();
    return [roleId, asRole(operation, each)] as const;
  });
  return new Map(listed);
}

/** A role that is not in the list of the resource, as one of a management group may not be. */
async function readDefinition(
  cloud: Cloud,
  roleId: string,
  request: Pick<ArmRequest, "apiVersion" | "role">,
): Promise<ListedRole> {
  const operation = `reading role definition ${roleId}`;
  const at = `/${AUTHORIZATION}/roleDefinitions/${roleId}`;
  const needs = ["properties.permissions"];
  return asRole(operation, await askArmFor(cloud, { ...request, operation, at, needs }));
}

function asAssignment(operation: string, json: unknown): ListedAssignment {
  const condition = optionalTextAt(json, "properties.condition");
  const roleId = textAt(operation, json, "properties.roleDefinitionId").split("/").at(-1) ?? "";
  return {
    id: textAt(operation, json, "id"),
    principalId: textAt(operation, json, "properties.principalId"),
    principalType: optionalTextAt(json, "properties.principalType") ?? "principal",
    scope: textAt(operation, json, "properties.scope"),
    roleId: roleId.toLowerCase(),
    ...(condition === undefined ? {} : { condition }),
  };
}

function asRole(operation: string, json: unknown): ListedRole {
  return {
    name: textAt(operation, json, "properties.roleName"),
    permissions: listAt(operation, json, "properties.permissions").map((block) => ({
      actions: textsAt(operation, block, "actions"),
      notActions: textsAt(operation, block, "notActions"),
      dataActions: textsAt(operation, block, "dataActions"),
      notDataActions: textsAt(operation, block, "notDataActions"),
    })),
  };
}
