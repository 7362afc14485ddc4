// A YAML text as a tree: what stands where, and nothing else.

/** A value as it stands in the text; `offset` is where it starts. */
export type YamlNode = YamlScalar | YamlList | YamlMap | YamlAlias;

/** A plain value. */
export interface YamlScalar {
  readonly kind: "scalar";
  readonly offset: number;
  readonly anchor: string | undefined;
  /** A string, number, boolean or null. */
  readonly value: unknown;
  /** How the value is written, without quotes; empty for nothing at all. */
  readonly source: string;
  /** Where it ends in the text. */
  readonly end: number;
  /** Is it written without quotes, on one line or several? */
  readonly isPlain: boolean;
}

/** A list. */
export interface YamlList {
  readonly kind: "list";
  readonly offset: number;
  readonly anchor: string | undefined;
  /** Is it written in brackets? */
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

/** A map, with whatever stands there as keys, repeated ones too. */
export interface YamlMap {
  readonly kind: "map";
  readonly offset: number;
  readonly anchor: string | undefined;
  /** Is it written in braces? */
  readonly isFlow: boolean;
  readonly entries: readonly YamlEntry[];
}

/** A key and its value. */
export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** An alias; which value its anchor names depends on what stands before it. */
export interface YamlAlias {
  readonly kind: "alias";
  readonly offset: number;
  readonly source: string;
}

/** The text of a key; a number or a word such as true counts as it is written. */
export function keyText(key: YamlNode): string | undefined {
  if (key.kind !== "scalar") return undefined;
  if (typeof key.value === "string") return key.value;
  return key.source === "" ? undefined : key.source;
}
