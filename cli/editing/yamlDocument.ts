// Parses customers.yaml with positions, for commands that change the file.
import { type Document, isMap, isNode, isSeq, type Pair, parseDocument } from "yaml";
import { keyText } from "../../customers/yaml/yamlNode";
import { YAML_OPTIONS } from "../../customers/yaml/yamlText";

/**
 * Reads a text that loadCustomers has accepted, with the same version and schema of YAML.
 *
 * @param text without a byte order mark
 */
export function readDocument(text: string): Document.Parsed {
  return parseDocument(text, { ...YAML_OPTIONS, prettyErrors: false });
}

/** The text of a key; keys of other kinds are problems of the file. */
export function keyOf({ key }: Pair): string {
  return keyText(key) ?? "";
}

/** Where a key starts, without an anchor or a tag before it. */
export function keyStart({ key }: Pair): number {
  return (isNode(key) && key.range?.[0]) || 0;
}

/** The end of an entry's content, without blanks and comments. */
export function contentEnd({ key, value }: Pair): number {
  const ofKey = (isNode(key) && key.range?.[1]) || 0;
  return Math.max(ofKey, endOf(value));
}

function endOf(node: unknown): number {
  // The range of a block collection goes on over the blank lines and comments that follow it.
  if (isMap(node) && !node.flow) return Math.max(0, ...node.items.map(contentEnd));
  if (isSeq(node) && !node.flow) return Math.max(node.range?.[0] ?? 0, ...node.items.map(endOf));
  return (isNode(node) && node.range?.[1]) || 0;
}
