// Who has rights on the registry and the vault that the file does not allow: roles at every scope, and access policies.
import { readersOf } from "../customers/readers";
import type { Comparison } from "./declared";
import type { Facts } from "./facts";
import type { Finding, Kind } from "./finding";
import { READS, type Right, registryRights, vaultRights } from "./rights";
import { type Assignment, allows, isAtOrAbove, type RoleDefinition } from "./roles";
import { headersIn, readsSync, syncSecretIn } from "./syncSecrets";

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
  customers,
  operators,
  self,
}: Facts): Finding[] {
  if (roles === undefined) return [];
  const hasSync = customers.some(({ sync }) => sync !== undefined);
  const known = registryRights(registry.isAbac, hasSync);
  return roles.assignments
    .filter(({ scope }) => isAtOrAbove(scope, place.registryId))
    .filter(({ principalId }) => !operators.includes(principalId.toLowerCase()))
    .flatMap((assignment) => {
      const rights = rightsOf(assignment, roles.definitions, known);
      return rights.length === 0
        ? []
        : [finding("registryRole", assignment, rights, roles.definitions, self)];
    });
}

/**
 * One for each assignment; a reader of the file may read their own customer's secret, and the header of their sync, and nothing else.
 */
function vaultRoles(comparison: Comparison, facts: Facts): Finding[] {
  const { vaultRoles: roles, vault, place, operators, self } = facts;
  if (roles === undefined || vault === undefined) return [];
  const known = vaultRights(vault.usesRoles);
  const secretAt = secretsOf(comparison, place.vaultId);
  return roles.assignments
    .filter(({ principalId }) => !operators.includes(principalId.toLowerCase()))
    .flatMap((assignment): Finding[] => {
      const { scope, principalId } = assignment;
      const secret = secretAt(scope);
      if (secret === undefined && !isAtOrAbove(scope, place.vaultId)) return [];
      const { customer, readers = [], reads = READS } = secret ?? {};
      const isReader = readers.includes(principalId.toLowerCase());
      const rights = rightsOf(assignment, roles.definitions, known)
        .filter((right) => !(isReader && right === READS))
        .map((right) => (right === READS ? reads : right));
      if (rights.length === 0) return [];
      const found = finding("vaultRole", assignment, rights, roles.definitions, self);
      return [customer === undefined ? found : { ...found, customer }];
    });
}

/** A secret of this project. */
interface OwnSecret {
  /** The customer's id; absent for nobody in the file. */
  readonly customer?: string;
  /** Who may read it by the file. */
  readonly readers: readonly string[];
  readonly reads: Right;
}

/** Finds the secret that a scope is. */
function secretsOf({ declared, owner }: Comparison, vaultId: string) {
  const start = `${vaultId}/secrets/`.toLowerCase();
  return (scope: string): OwnSecret | undefined => {
    if (!scope.toLowerCase().startsWith(start)) return undefined;
    const name = scope.slice(start.length);
    const own = declared.find(({ secret }) => secret?.name.toLowerCase() === name.toLowerCase());
    if (own !== undefined) {
      const { customer } = own;
      return { customer: customer.id, readers: readersOf(customer), reads: READS };
    }
    const sync = syncSecretIn(name, owner);
    if (sync === undefined) return undefined;
    const customer = declared.find((each) => each.customer.id === sync.customer)?.customer;
    const mayRead = customer?.sync !== undefined && !sync.isUrl;
    return {
      ...(customer === undefined ? {} : { customer: customer.id }),
      readers: mayRead ? readersOf(customer) : [],
      reads: readsSync(sync),
    };
  };
}

/** Readers of the file who have no role on their customer's secret, or on the header of their sync. */
function missingReaders(
  { declared, owner }: Comparison,
  { vaultRoles: roles, vault, place, secrets = [] }: Facts,
): Finding[] {
  if (roles === undefined || vault?.usesRoles !== true) return [];
  const headers = headersIn(secrets, owner);
  const read = declared.flatMap(({ customer, secret }) => {
    const header = customer.sync === undefined ? undefined : headers.get(customer.id);
    return [secret, header].flatMap((each) =>
      each === undefined ? [] : { customer, secret: each },
    );
  });
  return read.flatMap(({ customer, secret }) => {
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
