// The patterns, limits and defaults of customers.yaml, which the schema and the rules share.

/** What a customer's id looks like; see the rule idIsValid. */
export const ID_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Is this a customer's id: the pattern, and 2 to 40 characters? */
export function isId(text: string): boolean {
  return ID_PATTERN.test(text) && text.length >= 2 && text.length <= 40;
}

/**
 * What a repository's path looks like.
 *
 * From the distribution specification, "Pulling manifests":
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export const REPOSITORY_PATTERN =
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/**
 * What a token's name looks like.
 *
 * Azure takes letters, digits and hyphens, 5 to 50 of them; azurerm and we want a letter first.
 * https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/tokens
 */
export const TOKEN_NAME_PATTERN = /^[a-zA-Z][a-zA-Z0-9-]{4,49}$/;

/** What the object id of a principal in Entra looks like: a GUID. */
export const OBJECT_ID_PATTERN = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/**
 * The most readers that one customer has.
 *
 * Each is a role assignment, and a subscription holds 4,000 of them in all, which is eight for each of 500 customers:
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#limits
 */
export const MOST_READERS = 8;

/** The most days ahead for which losses of access are acknowledged: time enough for any review and its updates. */
export const MOST_DAYS_ACKNOWLEDGED = 31;

/** A day as YYYY-MM-DD; whether the month has such a day, see calendar.ts. */
export const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The actions that a customer may be given.
 *
 * The others of the grammar, content/write, content/delete and metadata/write, change images:
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export const ACTIONS = ["content/read", "metadata/read"] as const;

/** One action of a scope map that a customer may be given. */
export type Action = (typeof ACTIONS)[number];

/**
 * The most actions that one scope map holds, in every tier; support does not raise it.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling
 */
export const MOST_ACTIONS = 500;

/** What applies where neither the customer nor `defaults` says otherwise. */
export const BUILT_IN = {
  actions: ["content/read"],
  state: "active",
  credential: { lifetimeDays: 90, rotation: "automatic", generation: 1, revokeBefore: 1 },
  sync: { webhookScope: "repository", header: { generation: 1, inUse: 1 } },
} as const;
