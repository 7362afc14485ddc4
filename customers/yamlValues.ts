// Turns YAML nodes into plain values: checks the keys of maps and follows aliases, within bounds.
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { ALIAS_RULES, MOST_ALIASED } from "./aliasRules";
import { fieldsAt } from "./fields";
import { KEY_RULES, keyText } from "./keyRules";
import type { Path } from "./problem";
import { applyRules, type Report } from "./rule";

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
  readonly node: Node | undefined;
  /** False where the file has only something above the path. */
  readonly exact: boolean;
}

/** Stands for a value of which a problem is reported already, so that nothing more is said of it. */
export const REPORTED = Symbol("reported");

/** What an anchor names, once it has been read to its end. */
interface Anchored {
  readonly node: Node;
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
  readonly #rootNode: Node;
  readonly #report: Report<Place>;
  readonly #lineOf: (offset: number) => number;
  readonly #path: (string | number)[] = [];
  readonly #anchors = new Map<string, Anchored | "open">();
  readonly #targets = new Map<Alias, Node>();
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  #size = 0;

  constructor(
    root: Node,
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
    let node: Node | undefined = this.#rootNode;
    let offset = startOf(node);
    let keyOffset = offset;
    for (const segment of path) {
      if (isAlias(node)) node = this.#targets.get(node);
      let next: Node | undefined;
      if (isMap(node)) {
        const pair = this.#pairsOf(node).get(String(segment));
        if (!pair) return { offset: keyOffset, keyOffset, node, exact: false };
        next = (pair.value ?? undefined) as Node | undefined;
        keyOffset = startOf(pair.key as Node);
        offset = standsBesideKey(next) ? startOf(next) : keyOffset;
      } else if (isSeq(node)) {
        next = node.items[Number(segment)] as Node | undefined;
        if (!next) return { offset: keyOffset, keyOffset, node, exact: false };
        offset = startOf(next);
        keyOffset = offset;
      } else {
        return { offset: keyOffset, keyOffset, node, exact: false };
      }
      node = next;
    }
    return { offset, keyOffset, node, exact: true };
  }

  #read(node: Node | null): unknown {
    this.#size += 1;
    if (isAlias(node)) return this.#readAlias(node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (node.anchor === undefined) return this.#readContent(node);
    this.#anchors.set(node.anchor, "open");
    const before = this.#size;
    const value = this.#readContent(node);
    this.#anchors.set(node.anchor, { node, value, size: this.#size - before + 1 });
    return value;
  }

  #readContent(node: Node): unknown {
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item, index) => this.#readAt(index, item as Node));
    if (isMap(node)) return this.#readMap(node);
    return null;
  }

  #readAt(segment: string | number, node: Node | null): unknown {
    this.#path.push(segment);
    const value = this.#read(node);
    this.#path.pop();
    return value;
  }

  #readMap(map: YAMLMap): unknown {
    const fields = fieldsAt(this.#path);
    applyRules(
      KEY_RULES,
      { map, fields, path: this.#path, lineOf: this.#lineOf },
      (key, message, rule) => this.#reportAt(key, message, rule),
    );
    const object: Record<string, unknown> = {};
    const entries = new Map<string, unknown>();
    for (const { key, value } of map.items) {
      const name = keyText(key);
      const read = this.#readAt(name ?? "?", value as Node | null);
      if (name === undefined || entries.has(name)) continue;
      entries.set(name, read);
      if (fields?.has(name)) object[name] = read;
    }
    return fields ? object : entries;
  }

  #readAlias(alias: Alias): unknown {
    const target = this.#anchors.get(alias.source);
    applyRules(ALIAS_RULES, { alias, target }, (node, message, rule) =>
      this.#reportAt(node, message, rule),
    );
    if (target === undefined || target === "open" || target.size > MOST_ALIASED) return REPORTED;
    this.#targets.set(alias, target.node);
    this.#size += target.size;
    return target.value;
  }

  #reportAt(node: Node, message: string, rule: string): void {
    this.#report({ offset: startOf(node), path: [...this.#path] }, message, rule);
  }

  /** The pairs of a map by key, the first of each; made only for maps that a problem lies in. */
  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    let pairs = this.#pairs.get(map);
    if (!pairs) {
      pairs = new Map(map.items.toReversed().map((pair) => [keyText(pair.key) ?? "?", pair]));
      this.#pairs.set(map, pairs);
    }
    return pairs;
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function standsBesideKey(node: Node | undefined): node is Node {
  if (isMap(node) || isSeq(node)) return node.flow === true;
  return isAlias(node) || (isScalar(node) && node.value !== null);
}
