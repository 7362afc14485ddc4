// Reads customers.yaml as the yaml package sees it, with the place of everything, for commands that change the file.
import { type Document, isMap, isNode, isScalar, isSeq, type Pair, parseDocument } from "yaml";

/**
 * Reads a text that loadCustomers has found to be right, by the same version and schema of YAML.
 *
 * @param text without a byte order mark
 */
export function readDocument(text: string): Document.Parsed {
  return parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
}

/** The text of a key; keys of other kinds are problems of the file. */
export function keyOf({ key }: Pair): string {
  if (!isScalar(key)) return "";
  return typeof key.value === "string" ? key.value : (key.source ?? "");
}

/** Where a key starts, without an anchor or a tag before it. */
export function keyStart({ key }: Pair): number {
  return (isNode(key) && key.range?.[0]) || 0;
}

/** Where the last thing of an entry ends that is more than blanks and comments. */
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
