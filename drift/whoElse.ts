// Who has rights on the registry and the vault that the file does not allow: roles at every scope, and access policies.
import { readersOf } from "../customers/readers";
import type { Comparison } from "./declared";
import type { Facts } from "./facts";
import type { Finding, Kind } from "./finding";
import { READS, type Right, registryRights, vaultRights } from "./rights";
import { type Assignment, allows, isAtOrAbove, type RoleDefinition } from "./roles";

/** Who can pull, generate, change or read, except the readers of the file and the operators of the stack. */
export function whoElse(comparison: Comparison, facts: Facts): Finding[] {
  return [
    ...registryRoles(facts),
    ...vaultRoles(comparison, facts),
    ...policies(facts),
    ...missingReaders(comparison, facts),
  ];
}

function registryRoles({
  registryRoles: roles,
  registry,
  place,
  operators,
  self,
}: Facts): Finding[] {
  if (roles === undefined) return [];
  return roles.assignments
    .filter(({ scope }) => isAtOrAbove(scope, place.registryId))
    .filter(({ principalId }) => !operators.includes(principalId.toLowerCase()))
    .flatMap((assignment) => {
      const rights = rightsOf(assignment, roles.definitions, registryRights(registry.isAbac));
      return rights.length === 0
        ? []
        : [finding("registryRole", assignment, rights, roles.definitions, self)];
    });
}

/** One for each assignment; a reader of the file may read their own customer's secret, and nothing else. */
function vaultRoles({ declared }: Comparison, facts: Facts): Finding[] {
  const { vaultRoles: roles, vault, place, operators, self } = facts;
  if (roles === undefined || vault === undefined) return [];
  const known = vaultRights(vault.usesRoles);
  const owners = new Map(
    declared.flatMap(({ secret, customer }) =>
      secret === undefined
        ? []
        : [[`${place.vaultId}/secrets/${secret.name}`.toLowerCase(), customer] as const],
    ),
  );
  return roles.assignments
    .filter(({ principalId }) => !operators.includes(principalId.toLowerCase()))
    .flatMap((assignment): Finding[] => {
      const { scope, principalId } = assignment;
      const customer = owners.get(scope.toLowerCase());
      if (customer === undefined && !isAtOrAbove(scope, place.vaultId)) return [];
      const isReader =
        customer !== undefined && readersOf(customer).includes(principalId.toLowerCase());
      const rights = rightsOf(assignment, roles.definitions, known).filter(
        (right) => !(isReader && right === READS),
      );
      if (rights.length === 0) return [];
      const found = finding("vaultRole", assignment, rights, roles.definitions, self);
      return [customer === undefined ? found : { ...found, customer: customer.id }];
    });
}

/** Readers of the file who have no role on their customer's secret. */
function missingReaders(
  { declared }: Comparison,
  { vaultRoles: roles, vault, place }: Facts,
): Finding[] {
  if (roles === undefined || vault?.usesRoles !== true) return [];
  return declared.flatMap(({ customer, secret }) => {
    if (secret === undefined) return [];
    const secretId = `${place.vaultId}/secrets/${secret.name}`;
    return readersOf(customer)
      .filter(
        (reader) =>
          !roles.assignments.some(
            (each) =>
              each.principalId.toLowerCase() === reader &&
              isAtOrAbove(each.scope, secretId) &&
              rightsOf(each, roles.definitions, [READS]).length > 0,
          ),
      )
      .map((reader) => ({
        kind: "readerMissing" as const,
        customer: customer.id,
        subject: `secret ${secret.name}`,
        message: `reader ${reader} has no role that lets them read it`,
      }));
  });
}

/**
 * Principals whose access policy lets them read values:
 * https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */
function policies({ vault, operators, self }: Facts): Finding[] {
  if (vault === undefined || vault.usesRoles) return [];
  return vault.accessPolicies
    .filter(({ objectId }) => !operators.includes(objectId.toLowerCase()))
    .filter(({ secretPermissions }) =>
      ["get", "backup", "all"].some((each) => secretPermissions.includes(each)),
    )
    .map(({ objectId, secretPermissions }) => ({
      kind: "vaultRole",
      subject: `${objectId}${selfWords(objectId, self)}`,
      message: `reads passwords, by an access policy of the vault (${secretPermissions.join(", ")})`,
      weight: READS.weight,
    }));
}

function rightsOf(
  { roleId }: Assignment,
  definitions: ReadonlyMap<string, RoleDefinition>,
  known: readonly Right[],
): Right[] {
  const role = definitions.get(roleId);
  if (role === undefined) return [];
  return known.filter(({ anyOf }) => anyOf.some((action) => allows(role, action)));
}

function finding(
  kind: Kind,
  { principalId, principalType, scope, roleId, condition }: Assignment,
  rights: readonly Right[],
  definitions: ReadonlyMap<string, RoleDefinition>,
  self: string | undefined,
): Finding {
  const role = definitions.get(roleId)?.name ?? roleId;
  const only = condition === undefined ? "" : `, only where ${oneLine(condition)}`;
  return {
    kind,
    subject: `${TYPES[principalType] ?? principalType} ${principalId}${selfWords(principalId, self)}`,
    message: `${rights.map(({ words }) => words).join(", ")}: ${role} on ${scopeWords(scope)}${only}`,
    weight: Math.max(...rights.map(({ weight }) => weight)),
  };
}

const TYPES: Readonly<Record<string, string>> = {
  User: "user",
  Group: "everybody in group",
  ForeignGroup: "everybody in group of another tenant",
  ServicePrincipal: "service principal",
  Device: "device",
};

function selfWords(principalId: string, self: string | undefined): string {
  return principalId.toLowerCase() === self?.toLowerCase() ? " (whoever runs this)" : "";
}

/** `vault vendor-access`, `resource group registry-access`, `the subscription`. */
function scopeWords(scope: string): string {
  const [kind, name] = scope.split("/").slice(-2);
  if (name === undefined || name === "") return "the root of the tenant";
  const words: Readonly<Record<string, string>> = {
    registries: "registry",
    vaults: "vault",
    secrets: "secret",
    resourcegroups: "resource group",
    subscriptions: "subscription",
    managementgroups: "management group",
  };
  return `${words[kind?.toLowerCase() ?? ""] ?? kind} ${name}`;
}

const MOST_OF_CONDITION = 200;

function oneLine(condition: string): string {
  const text = condition.replace(/\s+/g, " ").trim();
  return text.length > MOST_OF_CONDITION ? `${text.slice(0, MOST_OF_CONDITION)}…` : text;
}
