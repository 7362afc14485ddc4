// Access policies of a vault, changed one by one: added to, replaced, or taken away, beside those of others.
import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, jsonBody, param, type Request } from "../../http/request";
import type { AccessPolicy, PolicyPermissions } from "../../world/grants";
import type { World } from "../../world/world";
import { badRequest, invalidContent } from "../errors";
import { requireVault, VAULT_TYPE, vaultId } from "../resources";

/** PUT …/vaults/{vault}/accessPolicies/{add, replace or remove}: the policies of the named principals alone. */
export function putAccessPolicies(request: Request, world: World): Reply {
  const vault = requireVault(request, world);
  const change = CHANGES[param(request, "kind")];
  if (change === undefined) {
    throw new Refusal(badRequest(`The operation must be one of ${Object.keys(CHANGES)}.`));
  }
  const { properties } = jsonBody(request, invalidContent);
  const given = isObject(properties) ? properties.accessPolicies : undefined;
  if (!Array.isArray(given)) {
    throw new Refusal(badRequest("properties.accessPolicies must be a list."));
  }
  const named = given.map((each, index) => requirePolicy(each, index, world));
  for (const policy of named) {
    const all = vault.accessPolicies ?? [];
    const known = all.find((each) => isOfSame(each, policy));
    const now = {
      ...known,
      ...policy,
      permissions: change(permissionsOf(known), permissionsOf(policy)),
    };
    const others = all.filter((each) => each !== known);
    vault.accessPolicies = isEmpty(now.permissions) ? others : [...others, now];
  }
  const changed = (vault.accessPolicies ?? []).filter((each) =>
    named.some((policy) => isOfSame(each, policy)),
  );
  return json(200, {
    id: vaultId(world, vault, "/accessPolicies/"),
    type: `${VAULT_TYPE}/accessPolicies`,
    properties: { accessPolicies: changed },
  });
}

/** The permissions of a principal after each operation, by the end of the path. */
const CHANGES: Readonly<
  Record<string, (known: PolicyPermissions, given: PolicyPermissions) => PolicyPermissions>
> = {
  add: (known, given) =>
    ofEachKind((kind) => [...new Set([...(known[kind] ?? []), ...(given[kind] ?? [])])]),
  replace: (_, given) => given,
  remove: (known, given) =>
    ofEachKind((kind) =>
      (known[kind] ?? []).filter((each) => given[kind]?.includes(each) !== true),
    ),
};

const KINDS = ["keys", "secrets", "certificates", "storage"] as const;

function ofEachKind(of: (kind: (typeof KINDS)[number]) => readonly string[]): PolicyPermissions {
  const permissions = KINDS.map((kind) => [kind, of(kind)] as const);
  return Object.fromEntries(permissions.filter(([, each]) => each.length > 0));
}

function isEmpty(permissions: PolicyPermissions): boolean {
  return KINDS.every((kind) => (permissions[kind] ?? []).length === 0);
}

function permissionsOf(policy: AccessPolicy | undefined): PolicyPermissions {
  return policy?.permissions ?? {};
}

function isOfSame(one: AccessPolicy, other: AccessPolicy): boolean {
  return (
    one.objectId.toLowerCase() === other.objectId.toLowerCase() &&
    (one.applicationId ?? "") === (other.applicationId ?? "")
  );
}

function requirePolicy(given: unknown, index: number, { identity }: World): AccessPolicy {
  const { objectId, tenantId, applicationId, permissions } = isObject(given) ? given : {};
  const refuse = (name: string, value: unknown) =>
    new Refusal(badRequest(`Invalid value found at accessPolicies[${index}].${name}: ${value}`));
  if (typeof objectId !== "string" || !GUID.test(objectId)) throw refuse("ObjectId", objectId);
  if (tenantId !== identity.tenantId) throw refuse("TenantId", tenantId);
  return {
    tenantId,
    objectId,
    // azure-native sends an empty one.
    ...(typeof applicationId === "string" && applicationId !== "" ? { applicationId } : {}),
    permissions: isObject(permissions) ? (permissions as PolicyPermissions) : {},
  };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
