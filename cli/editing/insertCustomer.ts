// Inserts a new customer into the text of a customers file. Nothing else changes.
import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import type { CustomerEntry } from "../../customers/schema/schema";
import { type Block, blocksOf, endOfComments, indentOf, lineEnd, lineStart } from "./blocks";
import { entryLines, type Indentation, USUAL } from "./entryLines";
import { compareIds } from "./fileOrder";
import { contentEnd, keyOf, keyStart, readDocument } from "./yamlDocument";

/** The text with the new lines, or why they cannot be inserted. */
export type Insertion =
  | { readonly text: string; readonly at: number; readonly lines: readonly string[] }
  | { readonly refusal: string; readonly lines: readonly string[] };

/**
 * Inserts a customer in order if the ids of the file are sorted, otherwise after all others.
 *
 * @param text without a byte order mark, and without problems except that no customer may be listed yet
 */
export function insertCustomer(
  text: string,
  { id, entry }: { id: string; entry: CustomerEntry },
): Insertion {
  return insertLines(text, { id, linesOf: (by) => entryLines(id, entry, by) });
}

/**
 * Inserts lines among the customers.
 *
 * @param what.id before whose place they go if the ids of the file are sorted. @default - they go after all customers
 * @param what.linesOf writes them, indented as the file is
 */
export function insertLines(
  text: string,
  { id, linesOf }: { id?: string; linesOf(by: Indentation): readonly string[] },
): Insertion {
  const place = placeOf(id, { text, root: readDocument(text).contents });
  if ("refusal" in place) return { ...place, lines: linesOf(USUAL) };
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const lines = [...(place.head ?? []), ...linesOf(place)];
  const before = text.slice(0, place.at);
  const isLast = place.at === text.length && !text.endsWith("\n");
  // A text without a final line end stays without one.
  const start = isLast && text !== "" ? eol : "";
  const end = isLast && text !== "" ? "" : eol;
  const above = place.blank === "above" ? eol : "";
  const below = place.blank === "below" ? eol : "";
  const inserted = start + above + lines.join(eol) + end + below;
  return {
    text: before + inserted + text.slice(place.at),
    at: before.length + start.length + above.length,
    lines,
  };
}

/** The offset of a customer's id; undefined if it is not in the text. */
export function findCustomer(id: string, text: string): number | undefined {
  const customers = sectionOf("customers", readDocument(text).contents)?.value;
  const pair = isMap(customers) ? customers.items.find((each) => keyOf(each) === id) : undefined;
  return pair && keyStart(pair);
}

interface Place extends Indentation {
  /** The offset of the new lines: the start of a line, or the end of the text. */
  readonly at: number;
  /** The side on which a blank line separates them from their neighbour. */
  readonly blank?: "above" | "below";
  /** What must stand before the entry. */
  readonly head?: readonly string[];
}

/** The text and its parsed content. */
interface Source {
  readonly text: string;
  readonly root: unknown;
}

function placeOf(id: string | undefined, source: Source): Place | { readonly refusal: string } {
  const { text, root } = source;
  if (isMap(root) && root.flow) return { refusal: "the file is written in braces" };
  const section = sectionOf("customers", root);
  if (!section) {
    const blank = text.trim() === "" ? {} : { blank: "above" as const };
    return { at: text.length, head: ["customers:"], ...blank, ...indentationOf([], source) };
  }
  const { value } = section;
  if (isMap(value)) return placeAmong(value, id, source);
  const isEmpty = value === null || (isScalar(value) && !value.source && value.value === null);
  if (!isEmpty) return { refusal: 'what stands after "customers:" is no list of customers' };
  const from = lineEnd(text, contentEnd(section));
  const indent = keyStart(section) - lineStart(text, keyStart(section));
  return { at: endOfComments(text, { from, indent }), ...indentationOf([], source) };
}

function placeAmong(
  customers: YAMLMap,
  id: string | undefined,
  source: Source,
): Place | { readonly refusal: string } {
  if (customers.flow) {
    const advice = customers.items.length === 0 ? ": remove the {} and run this again" : "";
    return { refusal: `the customers are written in braces${advice}` };
  }
  const { text } = source;
  const blocks = blocksOf(customers, text);
  const last = blocks?.at(-1);
  if (!blocks || !last) return { refusal: "the customers do not each start a line" };
  const indentation = indentationOf(customers.items, source);
  const gaps = blocks.slice(1).map(({ start }, index) => text.slice(blocks[index]?.end, start));
  const parted = gaps.filter((gap) => gap !== "").length * 2 >= gaps.length;
  const next =
    id !== undefined && isSorted(blocks)
      ? blocks.find(({ key }) => compareIds(id, key) < 0)
      : undefined;
  const side = next ? ("below" as const) : ("above" as const);
  return {
    at: (next ?? { start: last.end }).start,
    ...(parted && { blank: side }),
    ...indentation,
  };
}

function isSorted(blocks: readonly Block[]): boolean {
  return blocks.every(({ key }, index) => compareIds(blocks[index - 1]?.key ?? "", key) < 0);
}

/** The indentation of the file's customers, or otherwise of its other sections. */
function indentationOf(customers: readonly Pair[], { text, root }: Source): Indentation {
  const [first] = customers;
  const entry = customers.map(({ value }) => value).find((value) => isMap(value) && !value.flow);
  const defaults = sectionOf("defaults", root)?.value;
  const indent = first ? column(first, text) : (firstColumn(defaults, text) ?? USUAL.indent);
  const inner = firstColumn(entry, text);
  return { indent, step: inner === undefined ? indent : inner - indent };
}

function firstColumn(value: unknown, text: string): number | undefined {
  if (!isMap(value) || value.flow) return undefined;
  const [first] = value.items;
  return first && column(first, text);
}

function column(pair: Pair, text: string): number {
  return indentOf(text, { keyAt: keyStart(pair) });
}

function sectionOf(name: string, root: unknown): Pair | undefined {
  return isMap(root) ? root.items.find((pair) => keyOf(pair) === name) : undefined;
}
