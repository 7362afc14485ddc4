// Reads text as YAML 1.2 for the check; the only file here that knows the yaml package (cli/editing, which changes the file, does too).
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { YamlEntry, YamlNode } from "./yamlNode";

/** What the text is as YAML. */
export interface YamlText {
  readonly text: string;
  /** The content of each document; none when there are only comments. */
  readonly roots: readonly YamlNode[];
  /** What the parser complains of, in the order of the text. */
  readonly complaints: readonly Complaint[];
  /** Why and where reading stopped early; then there are no roots. */
  readonly stopped?: { readonly offset: number; readonly why: "deep" | "long" };
}

/** One complaint of the parser. */
export interface Complaint {
  readonly offset: number;
  readonly message: string;
}

/** The most levels of nesting; customers.yaml has five, and each needs up to two places on the parser's stack. */
export const DEEPEST = 50;

/** The most tokens: those of more than 30,000 customers. Whatever they are, a gigabyte or two of memory is enough. */
export const MOST_TOKENS = 3_000_000;

/**
 * The core schema of YAML 1.2: `on` and `yes` are text, dates are text, `<<` is a key like any other.
 *
 * The parser's own check for duplicate keys compares each key with each; the rule keysAreUnique does it in one go.
 */
const OPTIONS = { version: "1.2", schema: "core", merge: false, uniqueKeys: false } as const;

/**
 * Reads the text; never throws, whatever the text is.
 *
 * @param batch after how many tokens finished entries are taken from the parser; changes nothing but memory and time
 */
export function readYaml(text: string, { batch = 1000 }: { batch?: number } = {}): YamlText {
  const reader = new Reader();
  const parser = new Parser();
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    for (const finished of parser.next(token)) reader.take(finished);
    count += 1;
    if (parser.stack.length > 2 * DEEPEST || count > MOST_TOKENS) {
      const why = count > MOST_TOKENS ? "long" : "deep";
      return { text, roots: [], complaints: [], stopped: { offset: parser.offset, why } };
    }
    if (count % batch === 0) reader.takeFinishedEntries(parser.stack);
  }
  for (const finished of parser.end()) reader.take(finished);
  return { text, ...reader.end(text.length) };
}

/**
 * An alias that is empty or ambiguous: the rule aliasesAreDefined can say what was meant by a star.
 *
 * And an echo of other complaints, which depends on how much is composed at once.
 */
const LEFT_OUT = /^Alias |^Map comment with trailing content$/;

/**
 * Composes what the parser has finished.
 *
 * The entries of the map in the root map, our customers, are taken while the parser is still at work on those that
 * follow: so their tokens live shortly, and a file of any length needs little memory beyond its tree.
 */
class Reader {
  readonly #composer = new Composer(OPTIONS);
  readonly #roots: YamlNode[] = [];
  readonly #complaints: Complaint[] = [];
  /** Entries taken early, by the offset that their map has now: where the last of them ended. */
  readonly #early = new Map<number, { readonly offset: number; readonly entries: YamlEntry[] }>();

  take(token: CST.Token): void {
    for (const document of this.#composer.next(token)) this.#keep(document);
  }

  takeFinishedEntries([document, root, map]: readonly CST.Token[]): void {
    if (document?.type !== "document" || root?.type !== "block-map" || map?.type !== "block-map")
      return;
    // The parser may still move comments from the last item to the one before it.
    const items = map.items.splice(0, map.items.length - 2);
    if (items.length === 0) return;
    const early = this.#early.get(map.offset) ?? { offset: map.offset, entries: [] };
    const value: CST.BlockMap = { ...map, items };
    const composer = new Composer(OPTIONS);
    const piece: CST.Document = { type: "document", offset: map.offset, start: [], value };
    for (const { contents, errors, warnings } of composer.compose([piece])) {
      this.#complain([...errors, ...warnings]);
      if (!isMap(contents)) continue;
      for (const pair of contents.items) early.entries.push(this.#entryOf(pair, map.offset));
      // Complaints about the next entry are placed as if it had been read together with those before it.
      map.offset = contents.range[1];
      this.#early.set(map.offset, early);
    }
  }

  end(length: number): Pick<YamlText, "roots" | "complaints"> {
    for (const document of this.#composer.end(true, length)) this.#keep(document);
    this.#complaints.sort((a, b) => a.offset - b.offset || (a.message < b.message ? -1 : 1));
    return { roots: this.#roots, complaints: this.#complaints };
  }

  #keep({ contents, errors, warnings }: Document.Parsed): void {
    this.#complain([...errors, ...warnings]);
    // The composer makes a document without contents where there is none, for its complaints alone.
    if (contents !== null) this.#roots.push(this.#nodeOf(contents));
  }

  #complain(complaints: readonly YAMLError[]): void {
    for (const { pos, message } of complaints) {
      if (!LEFT_OUT.test(message)) this.#complaints.push({ offset: pos[0], message });
    }
  }

  #nodeOf(node: unknown, nearby = 0): YamlNode {
    if (!isNode(node)) return nothingAt(nearby);
    const offset = node.range?.[0] ?? nearby;
    if (isAlias(node)) return { kind: "alias", offset, source: node.source };
    if (isScalar(node)) {
      const { anchor, value, source = "", type, range } = node;
      const isPlain = type === "PLAIN";
      return { kind: "scalar", offset, anchor, value, source, end: range?.[1] ?? offset, isPlain };
    }
    if (isMap(node)) return this.#mapOf(node, offset);
    if (!isSeq(node)) return nothingAt(offset);
    const items = node.items.map((item) => this.#nodeOf(item, offset));
    return { kind: "list", offset, anchor: node.anchor, isFlow: node.flow === true, items };
  }

  #mapOf({ anchor, flow, items }: YAMLMap, start: number): YamlNode {
    const isFlow = flow === true;
    const early = isFlow ? undefined : this.#early.get(start);
    const { offset, entries } = early ?? { offset: start, entries: [] };
    for (const pair of items) entries.push(this.#entryOf(pair, start));
    return { kind: "map", offset, anchor, isFlow, entries };
  }

  #entryOf({ key, value }: Pair, mapOffset: number): YamlEntry {
    const keyNode = this.#nodeOf(key, mapOffset);
    return { key: keyNode, value: this.#nodeOf(value, keyNode.offset) };
  }
}

function nothingAt(offset: number): YamlNode {
  return {
    kind: "scalar",
    offset,
    anchor: undefined,
    value: null,
    source: "",
    end: offset,
    isPlain: true,
  };
}
