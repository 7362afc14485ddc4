// Rules about the keys of every map in the file.
import { isScalar, type YAMLMap } from "yaml";
import { type Path, quote } from "../problem";
import { CREDENTIAL_FIELDS, CUSTOMER_FIELDS, HEADER_FIELDS, SYNC_FIELDS } from "../schema/fields";
import { keyText, offsetOf, valueIn, type YamlNode } from "../yaml/yamlNode";
import { nearestTo } from "./nearest";
import type { Rule } from "./rule";

/** A map with what is known about its keys. */
interface KeyedMap {
  readonly map: YAMLMap.Parsed;
  readonly path: Path;
  /** The keys that it may have; undefined where any will do. */
  readonly fields: ReadonlySet<string> | undefined;
  readonly lineOf: (offset: number) => number;
}

type KeyRule = Rule<KeyedMap, YamlNode>;

/** Keys are plain text. */
export const keysAreText: KeyRule = ({ map }, report) => {
  for (const pair of map.items) {
    const { key } = pair;
    if (keyText(key) !== undefined) continue;
    const place = isScalar(key) ? valueIn(pair) : key;
    report(
      place,
      "a key is missing, or is a list, map or alias; write plain text before the colon",
    );
  }
};

/** A key stands once in its map. */
export const keysAreUnique: KeyRule = ({ map, lineOf }, report) => {
  if (map.items.length < 2) return;
  const seen = new Map<string, YamlNode>();
  for (const { key } of map.items) {
    const name = keyText(key);
    if (name === undefined) continue;
    const first = seen.get(name);
    if (!first) seen.set(name, key);
    else {
      const line = lineOf(offsetOf(first));
      report(key, `${quote(name)} is already in line ${line}; keep one of them`);
    }
  }
};

/** Every key is one that the schema knows. */
export const keysAreKnown: KeyRule = ({ map, fields, path }, report) => {
  if (!fields) return;
  for (const { key } of map.items) {
    const name = keyText(key);
    if (name === undefined || fields.has(name)) continue;
    report(key, `${quote(name)} is not a known key; ${suggest(name, { fields, path })}`);
  }
};

/** Every rule about keys. */
export const KEY_RULES = [keysAreText, keysAreUnique, keysAreKnown] as const;

function suggest(
  name: string,
  { fields, path }: { fields: ReadonlySet<string>; path: Path },
): string {
  if (name === "<<") {
    return 'YAML 1.2 has no merge keys; use the section "defaults", or an alias for one value';
  }
  const isInSync = path.includes("sync", 2);
  if (isInSync && HEADER_FIELDS.has(name)) return 'move it below "header"';
  if (!isInSync && name === "inUse") return 'move it below "header" of "sync"';
  if (!isInSync && SYNC_FIELDS.has(name) && !CUSTOMER_FIELDS.has(name)) {
    return 'move it below "sync"';
  }
  if (CREDENTIAL_FIELDS.has(name)) return 'move it below "credential"';
  const isOfAll = path.length === 0 || (path.length === 1 && path[0] === "defaults");
  if (isOfAll && CUSTOMER_FIELDS.has(name)) return "move it below a customer";
  const nearest = likely(name, [...fields]);
  if (nearest !== undefined) return `did you mean ${quote(nearest)}?`;
  return `use ${[...fields].join(", ")}`;
}

/** The nearest key, or one that contains the word. */
function likely(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const nearest = nearestTo(name, known);
  if (nearest !== undefined) return nearest;
  const word = name.toLowerCase();
  return name.length < 4 ? undefined : known.find((key) => key.toLowerCase().includes(word));
}
