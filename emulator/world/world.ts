// Everything that exists in the emulated Azure; plain data in maps keyed by lower-cased names, so that no request scans.

import type { Behaviours } from "../behaviours";
import type { Faults } from "../faults";
import type { Hosts } from "../http/hosts";
import type { SendOut } from "../http/outgoing";
import type { SigningKeys } from "../http/signing";
import type { Journal } from "../journal";
import type { Clock } from "../time/clock";
import type { Schedule } from "../time/schedule";
import type { VaultKey } from "../vault/vaultKey";
import type { Outbox } from "../webhooks/outbox";
import type { Webhook } from "../webhooks/webhook";
import type { AccessPolicy, RoleAssignment, RoleDefinition } from "./grants";
import type { Identity } from "./identity";
import type { MetricAlert } from "./metricAlert";
import type { Busy, Operation, SystemData } from "./operation";
import type { Workflow, WorkflowHistory } from "./workflows";

/** One tenant of the emulated cloud, which is what handlers work on; all tenants share the clock and what follows it. */
export interface World extends WorldState {
  readonly identity: Identity;
  /** All tenants, this one among them; the first is the vendor's. */
  readonly cloud: readonly World[];
  readonly clock: Clock;
  readonly behaviours: Behaviours;
  readonly hosts: Hosts;
  readonly keys: SigningKeys;
  readonly journal: Journal;
  readonly faults: Faults;
  /** What waits for its time; forgotten when the emulator ends. */
  readonly schedule: Schedule;
  /** What webhooks send. */
  readonly outbox: Outbox;
  /** The variables that point clients at the emulator. */
  environment(): Record<string, string>;
  /** Long-running operations by id; forgotten when the emulator ends. */
  readonly operations: Map<string, Operation>;
  /** By the ids of workflows; forgotten when the emulator ends. */
  readonly workflowHistories: Map<string, WorkflowHistory>;
  /** Sends the requests of workflows. */
  readonly sendOut: SendOut;
}

/** The part of the world that a world file holds. */
export interface WorldState {
  readonly resourceGroups: Map<string, ResourceGroup>;
  readonly registries: Map<string, Registry>;
  readonly vaults: Map<string, Vault>;
  /** By their lower-cased names, which are unique in the whole tenant. */
  readonly roleAssignments: Map<string, RoleAssignment>;
  /** Roles that somebody defined, by their lower-cased GUIDs. */
  readonly roleDefinitions: Map<string, RoleDefinition>;
  /** By `GROUP/NAME`, lower-cased. */
  readonly workflows: Map<string, Workflow>;
  /** By `GROUP/NAME`, lower-cased. */
  readonly metricAlerts: Map<string, MetricAlert>;
}

/** A resource group; it is there from the start. */
export interface ResourceGroup {
  readonly name: string;
  readonly location: string;
  tags: Record<string, string>;
}

/** A registry's tier, which limits its tokens and scope maps. */
export type Sku = "Basic" | "Standard" | "Premium";

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions */
export type RoleAssignmentMode = "LegacyRegistryPermissions" | "AbacRepositoryPermissions";

/** A container registry with its tokens and images. */
export interface Registry {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly creationDate: string;
  sku: Sku;
  tags: Record<string, string>;
  systemData: SystemData;
  adminUserEnabled: boolean;
  /** The admin user's two; made when they are first asked for. */
  adminPasswords?: readonly string[];
  anonymousPullEnabled: boolean;
  /** Which roles count for its data. @default - LegacyRegistryPermissions, as in earlier world files */
  roleAssignmentMode?: RoleAssignmentMode;
  readonly scopeMaps: Map<string, ScopeMap>;
  readonly tokens: Map<string, Token>;
  /** Lower-cased names: the tokens of each scope map, whether the scope map exists or not. */
  readonly tokensByScopeMap: Map<string, Set<string>>;
  readonly repositories: Map<string, Repository>;
  readonly blobs: Map<string, Buffer>;
  readonly uploads: Map<string, Upload>;
  /** What copies images out, as it is shown; made when it is first asked for. */
  connectedRegistries?: Map<string, object>;
  exportPipelines?: Map<string, object>;
  replications?: Map<string, object>;
  /** By their lower-cased names; absent until the first is made, as in earlier world files. */
  webhooks?: Map<string, Webhook>;
}

/** A named list of actions on repositories. */
export interface ScopeMap {
  readonly name: string;
  readonly type: "SystemDefined" | "UserDefined";
  readonly creationDate: string;
  description?: string;
  actions: readonly string[];
  systemData: SystemData;
  busy?: Busy;
}

/** A name to log in with, and up to two passwords. */
export interface Token {
  readonly name: string;
  readonly creationDate: string;
  /** As the client wrote it; compared without regard to case. */
  scopeMapId: string;
  /** Lower-cased, the key of the scope map. */
  scopeMapName: string;
  status: "enabled" | "disabled";
  systemData: SystemData;
  busy?: Busy;
  passwords: readonly Password[];
}

/** One of the two slots of a token. */
export type PasswordName = "password1" | "password2";

/** A password with its value, which Azure shows once. */
export interface Password {
  readonly name: PasswordName;
  readonly creationTime: string;
  readonly expiry?: string;
  readonly value: string;
  /** Refused before this moment, in milliseconds. */
  readonly usableFromMs: number;
}

/** Images under one name. */
export interface Repository {
  readonly name: string;
  readonly createdTime: string;
  lastUpdateTime: string;
  readonly attributes: ChangeableAttributes;
  /** By digest. */
  readonly manifests: Map<string, Manifest>;
  readonly tags: Map<string, Tag>;
  /** Digests of the blobs that were pushed to or mounted in this repository. */
  readonly blobs: Set<string>;
}

/** What is locked when it is false: https://learn.microsoft.com/azure/container-registry/container-registry-image-lock */
export interface ChangeableAttributes {
  deleteEnabled: boolean;
  writeEnabled: boolean;
  readEnabled: boolean;
  listEnabled: boolean;
}

/** A manifest as it was pushed, byte by byte. */
export interface Manifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly createdTime: string;
  /** The digest of the manifest that this one says something about. */
  readonly subject?: string;
  readonly attributes: ChangeableAttributes;
}

/** A name for a manifest, which can be given to another one. */
export interface Tag {
  readonly digest: string;
  readonly createdTime: string;
  readonly lastUpdateTime: string;
  readonly attributes: ChangeableAttributes;
}

/** A blob that is being uploaded. */
export interface Upload {
  readonly repository: string;
  readonly startedAt: string;
  /** Signs the state that the upload's address carries. */
  readonly secret: string;
  readonly chunks: Buffer[];
}

/** A key vault with its secrets. */
export interface Vault {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  tags: Record<string, string>;
  readonly secrets: Map<string, Secret>;
  readonly deletedSecrets: Map<string, DeletedSecret>;
  /** Absent until the first is made, as in earlier world files. */
  keys?: Map<string, VaultKey>;
  /** Set while the vault is soft-deleted: gone for everybody, with all that is in it. */
  deleted?: DeletedVault;
  /** Do access policies decide, and not roles? @default false */
  usesAccessPolicies?: boolean;
  /** @default [] */
  accessPolicies?: AccessPolicy[];
}

/** When a vault was deleted, and when it goes for good; ISO 8601. */
export interface DeletedVault {
  readonly deletionDate: string;
  readonly scheduledPurgeDate: string;
}

/** A secret with all its versions. */
export interface Secret {
  readonly name: string;
  /** Oldest first; the last one is current. */
  readonly versions: SecretVersion[];
}

/** One version of a secret; times are in seconds since 1970. */
export interface SecretVersion {
  readonly version: string;
  readonly value: string;
  readonly created: number;
  updated: number;
  enabled: boolean;
  contentType?: string;
  nbf?: number;
  exp?: number;
  tags?: Record<string, string>;
}

/** A soft-deleted secret, which can be recovered until it is purged. */
export interface DeletedSecret extends Secret {
  readonly deletedDate: number;
  readonly scheduledPurgeDate: number;
}
