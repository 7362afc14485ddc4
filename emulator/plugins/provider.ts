// What a stand-in has to offer, in plain values; pluginServer.ts speaks Pulumi's protocol for it.
import type { Change } from "./propertyDiff";
import type { PropertyMap } from "./wire";

/** The resources of one plugin. Every method but check and diff may call Azure. */
export interface Provider {
  /** The plugin's name, as in `pulumi-resource-<name>`. */
  readonly name: string;
  /** The version of the real plugin that it stands in for. */
  readonly version: string;
  /** Takes the address of the engine that it serves. @default - it does not call the engine */
  attach?(engineAddress: string): void;
  /** Takes the stack's settings of this plugin, without the `<name>:config:` prefix. */
  configure(settings: ReadonlyMap<string, string>): Promise<void>;
  check(request: CheckRequest): CheckResult;
  diff(request: DiffRequest): DiffResult;
  create(request: CreateRequest): Promise<ResourceState>;
  /** Answers undefined when the resource is gone. */
  read(
    request: ReadRequest,
  ): Promise<(ResourceState & { readonly inputs: PropertyMap }) | undefined>;
  update(request: UpdateRequest): Promise<PropertyMap>;
  delete(request: DeleteRequest): Promise<void>;
  /** Answers a function's call; undefined for a function that the stand-in does not have. @default - it has none */
  invoke?(token: string, args: PropertyMap): Promise<PropertyMap> | undefined;
  /** Asks running operations to stop at the next safe point. */
  cancel(): void;
}

/** The resource that a request is about. */
export interface ResourceRequest {
  /** For example `azure-native:containerregistry:Token`. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly urn: string;
}

/** The inputs of the program, and those of the last update. */
export interface CheckRequest extends ResourceRequest {
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  /** Makes generated names repeatable within one update. */
  readonly randomSeed: Uint8Array;
}

/** The inputs to go on with, and what is wrong with them. */
export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}

/** One thing that is wrong. */
export interface CheckFailure {
  readonly property?: string;
  readonly reason: string;
}

/** The outputs and inputs of the last update, and the inputs now. */
export interface DiffRequest extends ResourceRequest {
  readonly olds: PropertyMap;
  readonly oldInputs: PropertyMap;
  readonly news: PropertyMap;
}

/** What an update would change, by path. */
export interface DiffResult {
  readonly changes: ReadonlyMap<string, { readonly change: Change; readonly replaces: boolean }>;
  /** @default false */
  readonly deleteBeforeReplace?: boolean;
}

/** The checked inputs of a new resource. */
export interface CreateRequest extends ResourceRequest {
  readonly inputs: PropertyMap;
  readonly preview: boolean;
}

/** The resource to look at, with what the state knows of it. */
export interface ReadRequest extends ResourceRequest {
  readonly id: string;
  /** Both are empty for an import. */
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** The outputs of the last update, and the checked inputs now. */
export interface UpdateRequest extends ResourceRequest {
  readonly id: string;
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  readonly preview: boolean;
}

/** The resource to delete, with the inputs of the last update. */
export interface DeleteRequest extends ResourceRequest {
  readonly id: string;
  readonly oldInputs: PropertyMap;
}

/** A resource as it goes into the state; a previewed one has no id yet. */
export interface ResourceState {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** The resource was made or changed, but the operation failed afterwards; Pulumi keeps it and tries again. */
export class InitializationFailed extends Error {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;

  constructor(
    state: ResourceState & { readonly inputs: PropertyMap },
    options: { readonly cause: Error },
  ) {
    super(options.cause.message, options);
    this.id = state.id;
    this.inputs = state.inputs;
    this.outputs = state.outputs;
  }
}
