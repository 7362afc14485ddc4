// The parameters of both workflows: what they are for, and their types in a definition.
import type { ParameterType } from "./definition";
import { parameter } from "./expressions";

/** Of both workflows. */
const COMMON = {
  /** Login server of the vendor's registry. */
  vendorRegistry: "string",
  tokenName: "string",
  /** Id of the secret with the token's password, as the vault itself writes it: `https://NAME.vault.azure.net/secrets/SECRET`. */
  passwordSecretUri: "string",
  /** Exact names; prefixes are conditions of the trigger. */
  repositories: "array",
  /** Resource Manager's id of the registry that is copied to. */
  targetRegistryId: "string",
  /** What stands before the name of a repository in that registry. */
  targetPrefix: "string",
} as const satisfies Readonly<Record<string, ParameterType>>;

/** Of the workflow for events. */
export const EVENT_PARAMETERS = { ...COMMON, headerSecret: "securestring" } as const;

/** The same while a new header secret is being handed over. */
export const HANDOVER_PARAMETERS = {
  ...EVENT_PARAMETERS,
  previousHeaderSecret: "securestring",
} as const;

/** Of the workflow that catches up; `negativeCatchUpHours` is below zero. */
export const CATCH_UP_PARAMETERS = { ...COMMON, negativeCatchUpHours: "int" } as const;

/** Declares them in a definition. */
export function declared(
  types: Readonly<Record<string, ParameterType>>,
): Record<string, { readonly type: ParameterType }> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
}

/** The values of the common parameters within expressions. */
export const VENDOR_REGISTRY = parameter("vendorRegistry");
export const TOKEN_NAME = parameter("tokenName");
export const PASSWORD_SECRET_URI = parameter("passwordSecretUri");
export const REPOSITORIES = parameter("repositories");
export const TARGET_REGISTRY_ID = parameter("targetRegistryId");
export const TARGET_PREFIX = parameter("targetPrefix");
