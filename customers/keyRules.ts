// Rules about the keys of every map in the file.
import { closest, distance } from "fastest-levenshtein";
import { isNode, isScalar, type Node, type YAMLMap } from "yaml";
import { CREDENTIAL_FIELDS, CUSTOMER_FIELDS } from "./fields";
import { type Path, quote } from "./problem";
import type { Rule } from "./rule";

/** A map with what is known about its keys. */
interface KeyedMap {
  readonly map: YAMLMap;
  readonly path: Path;
  /** The keys that it may have; undefined where any will do. */
  readonly fields: ReadonlySet<string> | undefined;
  readonly lineOf: (offset: number) => number;
}

type KeyRule = Rule<KeyedMap, Node>;

/** Keys are plain text. */
export const keysAreText: KeyRule = ({ map }, report) => {
  for (const { key, value } of map.items) {
    if (keyText(key) !== undefined) continue;
    const place = isNode(key) && !isScalar(key) ? key : isNode(value) ? value : map;
    report(
      place,
      "a key is missing, or is a list, map or alias; write plain text before the colon",
    );
  }
};

/** A key stands once in its map. */
export const keysAreUnique: KeyRule = ({ map, lineOf }, report) => {
  if (map.items.length < 2) return;
  const seen = new Map<string, unknown>();
  for (const { key } of map.items) {
    const name = keyText(key);
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key);
    else if (isNode(first) && isNode(key)) {
      const line = lineOf(first.range?.[0] ?? 0);
      report(key, `${quote(name)} already stands in line ${line}; keep one of them`);
    }
  }
};

/** Every key is one that the schema knows. */
export const keysAreKnown: KeyRule = ({ map, fields, path }, report) => {
  if (!fields) return;
  for (const { key } of map.items) {
    const name = keyText(key);
    if (name === undefined || fields.has(name) || !isNode(key)) continue;
    report(key, `${quote(name)} is not known here; ${suggest(name, { fields, path })}`);
  }
};

/** Every rule about keys. */
export const KEY_RULES = [keysAreText, keysAreUnique, keysAreKnown] as const;

/** The text of a key; a number or a word such as true counts as it is written. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === "string") return key.value;
  return key.source === "" ? undefined : key.source;
}

function suggest(
  name: string,
  { fields, path }: { fields: ReadonlySet<string>; path: Path },
): string {
  if (name === "<<") {
    return 'YAML 1.2 has no merge keys; use the section "defaults", or an alias for one value';
  }
  if (CREDENTIAL_FIELDS.has(name)) return 'move it below "credential"';
  if (path.length === 0 && CUSTOMER_FIELDS.has(name)) return "move it below a customer";
  const nearest = nearestTo(name, [...fields]);
  if (nearest !== undefined) return `did you mean ${quote(nearest)}?`;
  return `use ${[...fields].join(", ")}`;
}

/** The key with at most a third of its letters changed, or one that contains the word. */
function nearestTo(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const nearest = closest(name, known);
  if (distance(name, nearest) <= Math.max(2, nearest.length / 3)) return nearest;
  const word = name.toLowerCase();
  return name.length < 4 ? undefined : known.find((key) => key.toLowerCase().includes(word));
}
