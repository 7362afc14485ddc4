// A YAML text as the yaml package's tree of nodes, with what the rules need of a node.
import { isScalar, type Pair, type ParsedNode, Scalar } from "yaml";

/** A value as it stands in the text. */
export type YamlNode = ParsedNode;

/** A key and its value, which is absent where a key stands alone, as in `{ a }`. */
export type YamlPair = Pair<YamlNode, YamlNode | null>;

/** Where it starts in the text. */
export function offsetOf({ range: [start] }: YamlNode): number {
  return start;
}

/** The value of a key; one that stands alone has an empty one where it starts itself. */
export function valueIn({ key, value }: YamlPair): YamlNode {
  if (value) return value;
  const at = offsetOf(key);
  const nothing = new Scalar(null) as Scalar.Parsed;
  return Object.assign(nothing, { source: "", type: Scalar.PLAIN, range: [at, at, at] });
}

/** The text of a key; a number or a word such as true counts as it is written. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === "string") return key.value;
  return key.source === "" ? undefined : key.source;
}
