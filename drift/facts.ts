// The data that was read from Azure, and the file.
import type { RegistryToken } from "../azure/tokens/registryToken";
import type { Customer } from "../customers/schema/schema";
import type { Assignment, RoleDefinition } from "./roles";

/** All data for the comparison; parts that could not be read are absent, and nothing is found in them. */
export interface Facts {
  /** The day (UTC, `YYYY-MM-DD`) with which ends are compared. */
  readonly today: string;
  readonly place: DriftPlace;
  readonly customers: readonly Customer[];
  /** Object ids, in lower case, of principals that are known to have rights. */
  readonly operators: readonly string[];
  /** Ids of other stacks that have customers in this registry, with files of their own. */
  readonly otherStacks: readonly string[];
  /** Names, in lower case, of webhooks that are known and not of a sync. */
  readonly knownWebhooks: readonly string[];
  /** The object id of our identity; absent if its access token does not contain it. */
  readonly self?: string;
  readonly registry: RegistryFacts;
  readonly tokens?: readonly RegistryToken[];
  readonly scopeMaps?: readonly ScopeMap[];
  readonly secrets?: readonly Secret[];
  readonly vault?: VaultFacts;
  /** Those at, above and below the registry. */
  readonly registryRoles?: Roles;
  /** Those at, above and below the vault. */
  readonly vaultRoles?: Roles;
  readonly connectedRegistries?: readonly ConnectedRegistry[];
  readonly exportPipelines?: readonly ExportPipeline[];
  readonly webhooks?: readonly Webhook[];
  readonly usages?: readonly Usage[];
  readonly repositories?: readonly string[];
  /** Are repositories that no customer can pull findings? */
  readonly isUnusedAsked: boolean;
  /** The result of the login with each secret's value, by customer id. */
  readonly logins?: ReadonlyMap<string, "accepted" | "refused">;
}

/** The ARM ids of registry and vault. */
export interface DriftPlace {
  readonly registryId: string;
  readonly vaultId: string;
}

/** The settings of a registry that let others in. */
export interface RegistryFacts {
  readonly sku: string;
  readonly isAdminUserEnabled: boolean;
  readonly isAnonymousPullEnabled: boolean;
  /** Does the registry use data actions on repositories, and not `pull/read`? */
  readonly isAbac: boolean;
}

/** A scope map as it is listed. */
export interface ScopeMap {
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  /** Is it one that every registry has? */
  readonly isSystemDefined: boolean;
}

/** A secret's current version, without its value. */
export interface Secret {
  readonly name: string;
  readonly enabled: boolean;
  /** ISO 8601 instant. */
  readonly expiresAt?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** How a vault decides who reads. */
export interface VaultFacts {
  /** False if it uses access policies. */
  readonly usesRoles: boolean;
  readonly accessPolicies: readonly AccessPolicy[];
}

/** What a principal may do with secrets, by an access policy of the vault. */
export interface AccessPolicy {
  readonly objectId: string;
  /** Such as `get`, `list`, `all`; in lower case. */
  readonly secretPermissions: readonly string[];
}

/** Role assignments, with what the roles allow. */
export interface Roles {
  readonly assignments: readonly Assignment[];
  /** By the GUID of the role, in lower case. */
  readonly definitions: ReadonlyMap<string, RoleDefinition>;
}

/** A registry elsewhere that copies from this one. */
export interface ConnectedRegistry {
  readonly name: string;
  readonly mode: string;
  /** ARM id of the token by which it copies. */
  readonly syncTokenId?: string;
  /** ARM ids of the tokens by which its clients log in. */
  readonly clientTokenIds: readonly string[];
}

/** A pipeline that copies images to a storage account. */
export interface ExportPipeline {
  readonly name: string;
  readonly target: string;
  readonly principalId?: string;
}

/** A webhook as it is listed: without its address and headers. */
export interface Webhook {
  readonly name: string;
  readonly location: string;
  /** `app/api:*`; empty for all of the registry. */
  readonly scope: string;
  readonly isEnabled: boolean;
  readonly actions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** How much of a limit is used. */
export interface Usage {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}
