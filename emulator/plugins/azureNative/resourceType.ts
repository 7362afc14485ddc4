// How a row of the table of resource types is written; see types.ts for the rows.

/** One resource type of azure-native. */
export interface ResourceType {
  /** The api-version that this version of azure-native uses for the type. */
  readonly apiVersion: string;
  /** The ARM path with `{parameters}`; the last one names the resource. */
  readonly path: string;
  /** Rules for the path's parameters; each is an input, and its change replaces the resource. */
  readonly parameters: Readonly<Record<string, PathParameter>>;
  /** Properties that stand at the top of the body. */
  readonly topLevel: Properties;
  /** Properties that stand in the body's `properties`, and that azure-native shows at the top. */
  readonly flattened?: Properties;
  /** True where ARM's specification marks PUT and DELETE as long-running operations. */
  readonly longRunning: boolean;
  /** `vault` for what only the vault's own API can delete, `accessPolicies` for what is a part of a vault, and written in its own way. */
  readonly deletedBy: "arm" | "vault" | "accessPolicies";
}

/** A parameter in the path, with the limits that are checked before any call. */
export interface PathParameter {
  readonly pattern?: RegExp;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** True for a parameter that is a path of its own, such as `{scope}`. */
  readonly isPath?: true;
  /**
   * Where the name comes from when the program gives none.
   *
   * @default - the parameter is required
   */
  readonly autoName?: "logicalName" | "uuid";
}

/** Properties by their name in the SDK. */
export type Properties = Readonly<Record<string, Property>>;

/** A property of a request's or an answer's body. */
export interface Property {
  readonly type: "string" | "integer" | "boolean" | "list" | "map" | "object";
  /** @default - the name in the SDK */
  readonly apiName?: string;
  readonly required?: true;
  /** Only in answers, never an input. */
  readonly readOnly?: true;
  /** What Azure takes where nothing is given; to spell it out is no change. */
  readonly defaultValue?: string;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /** The fields of an object, or of each object in a list. */
  readonly fields?: Properties;
}
