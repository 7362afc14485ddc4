// Turns YAML nodes into plain values: checks the keys of maps and follows aliases, within bounds.
import { type Alias, isAlias, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { Path } from "../problem";
import { ALIAS_RULES, MOST_ALIASED } from "../rules/aliasRules";
import { KEY_RULES } from "../rules/keyRules";
import { NUMBER_RULES } from "../rules/numberRules";
import { applyRules, type Report } from "../rules/rule";
import { fieldsAt } from "../schema/fields";
import { keyText, offsetOf, valueIn, type YamlNode, type YamlPair } from "./yamlNode";

/** A place in the file: the offset, and the path that people read. */
export interface Place {
  readonly offset: number;
  readonly path: Path;
}

/** What the file has at a path. */
interface Found {
  readonly offset: number;
  /** The key of the value, or its place in a list. */
  readonly keyOffset: number;
  readonly node: YamlNode | undefined;
  /** False where the file has only something above the path. */
  readonly exact: boolean;
}

/** Stands for a value of which a problem is reported already, so that no second problem is reported. */
export const REPORTED = Symbol("reported");

/** What an anchor names, once it has been read completely. */
interface Anchored {
  readonly node: YamlNode;
  readonly value: unknown;
  /** How many values it stands for, those behind its own aliases included. */
  readonly size: number;
}

/**
 * The values of one document.
 *
 * A map whose keys are fixed becomes an object with those keys alone; every other map becomes a `Map`, in which
 * a key such as `__proto__` is a key like any other. What an alias names is read once and shared, not copied.
 */
export class YamlValues {
  readonly root: unknown;
  readonly #rootNode: YamlNode;
  readonly #report: Report<Place>;
  readonly #lineOf: (offset: number) => number;
  readonly #path: (string | number)[] = [];
  readonly #anchors = new Map<string, Anchored | "open">();
  readonly #targets = new Map<Alias, YamlNode>();
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<string, YamlPair>>();
  #size = 0;

  constructor(
    root: YamlNode,
    { report, lineOf }: { report: Report<Place>; lineOf: (offset: number) => number },
  ) {
    this.#rootNode = root;
    this.#report = report;
    this.#lineOf = lineOf;
    this.root = this.#read(root);
  }

  /**
   * Finds the value at a path, or the nearest thing above it that the file has.
   *
   * The offset is that of the value where it stands beside its key, and that of the key where it stands below or
   * is not there.
   */
  find(path: Path): Found {
    let node = this.#rootNode;
    let offset = offsetOf(node);
    let keyOffset = offset;
    for (const segment of path) {
      if (isAlias(node)) node = this.#targets.get(node) ?? node;
      const next = this.#step(node, segment);
      if (!next) return { offset: keyOffset, keyOffset, node, exact: false };
      ({ node, keyOffset } = next);
      offset = standsBesideKey(node) ? offsetOf(node) : keyOffset;
    }
    return { offset, keyOffset, node, exact: true };
  }

  #step(
    node: YamlNode,
    segment: string | number,
  ): { node: YamlNode; keyOffset: number } | undefined {
    if (isSeq(node)) {
      const item = node.items[Number(segment)];
      return item && { node: item, keyOffset: offsetOf(item) };
    }
    const pair = isMap(node) && this.#pairsOf(node).get(String(segment));
    return pair ? { node: valueIn(pair), keyOffset: offsetOf(pair.key) } : undefined;
  }

  #read(node: YamlNode): unknown {
    this.#size += 1;
    if (isAlias(node)) return this.#readAlias(node);
    if (node.anchor === undefined) return this.#readContent(node);
    this.#anchors.set(node.anchor, "open");
    const before = this.#size;
    const value = this.#readContent(node);
    this.#anchors.set(node.anchor, { node, value, size: this.#size - before + 1 });
    return value;
  }

  #readContent(node: Exclude<YamlNode, Alias>): unknown {
    if (isMap(node)) return this.#readMap(node);
    if (isSeq(node)) return node.items.map((item, index) => this.#readAt(index, item));
    applyRules(NUMBER_RULES, { scalar: node, path: this.#path }, (scalar, message, rule) =>
      this.#reportAt(scalar, message, rule),
    );
    return node.value;
  }

  #readAt(segment: string | number, node: YamlNode): unknown {
    this.#path.push(segment);
    const value = this.#read(node);
    this.#path.pop();
    return value;
  }

  #readMap(map: YAMLMap.Parsed): unknown {
    const fields = fieldsAt(this.#path);
    applyRules(
      KEY_RULES,
      { map, fields, path: this.#path, lineOf: this.#lineOf },
      (key, message, rule) => this.#reportAt(key, message, rule),
    );
    const object: Record<string, unknown> = {};
    const entries = new Map<string, unknown>();
    for (const pair of map.items) {
      const name = keyText(pair.key);
      const read = this.#readAt(name ?? "?", valueIn(pair));
      if (name === undefined) continue;
      if (!fields) {
        if (!entries.has(name)) entries.set(name, read);
      } else if (fields.has(name)) {
        object[name] ??= read;
      }
    }
    return fields ? object : entries;
  }

  #readAlias(alias: Alias.Parsed): unknown {
    const target = this.#anchors.get(alias.source);
    applyRules(ALIAS_RULES, { alias, target }, (node, message, rule) =>
      this.#reportAt(node, message, rule),
    );
    if (target === undefined || target === "open" || target.size > MOST_ALIASED) return REPORTED;
    this.#targets.set(alias, target.node);
    this.#size += target.size;
    return target.value;
  }

  #reportAt(node: YamlNode, message: string, rule: string): void {
    this.#report({ offset: offsetOf(node), path: [...this.#path] }, message, rule);
  }

  /** The pairs of a map by key, the first of each; made only for maps that a problem lies in. */
  #pairsOf(map: YAMLMap.Parsed): ReadonlyMap<string, YamlPair> {
    let pairs = this.#pairs.get(map);
    if (!pairs) {
      const backwards = map.items.toReversed();
      pairs = new Map(backwards.map((pair) => [keyText(pair.key) ?? "?", pair]));
      this.#pairs.set(map, pairs);
    }
    return pairs;
  }
}

function standsBesideKey(node: YamlNode): boolean {
  if (isAlias(node)) return true;
  return isScalar(node) ? node.value !== null : node.flow === true;
}
