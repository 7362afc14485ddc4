// Splits a map of the file into blocks of whole lines: each entry with the comments that belong to it.
import type { YAMLMap } from "yaml";
import { contentEnd, keyOf, keyStart } from "./yamlDocument";

/**
 * One entry of a map as lines.
 *
 * Comments directly above a key belong to it. So do comments after its value that are indented more than the key. Blank
 * lines before the comments belong to no entry: they stay where they are when entries are moved.
 */
export interface Block {
  readonly key: string;
  /** Where its comments start, or its key's line where it has none. */
  readonly start: number;
  /** Where its key starts. */
  readonly keyAt: number;
  /** Where the line after it starts, or the text ends. */
  readonly end: number;
}

/** How many columns the keys of a map are indented. */
export function indentOf(text: string, { keyAt }: Pick<Block, "keyAt">): number {
  return keyAt - lineStart(text, keyAt);
}

/**
 * The blocks of a map with one or more lines for each entry; undefined for a map in braces, and for one whose keys do
 * not start their lines.
 */
export function blocksOf(map: YAMLMap, text: string): Block[] | undefined {
  if (map.flow) return undefined;
  const blocks: Block[] = [];
  for (const pair of map.items) {
    const keyAt = keyStart(pair);
    const line = lineStart(text, keyAt);
    if (!/^ *$/.test(text.slice(line, keyAt))) return undefined;
    const indent = keyAt - line;
    const floor = blocks.at(-1)?.end ?? startOfGap(text, line);
    const start = startOfComments(text, { floor, line, isFirst: blocks.length === 0 });
    const end = endOfComments(text, { from: lineEnd(text, contentEnd(pair) - 1), indent });
    blocks.push({ key: keyOf(pair), start, keyAt, end });
  }
  return blocks;
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line after that of an offset starts, or the text ends. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** The end of the following comments that are indented more than so many columns. */
export function endOfComments(
  text: string,
  { from, indent }: { from: number; indent: number },
): number {
  let end = from;
  for (let at = from; at < text.length; at = lineEnd(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() === "") continue;
    if (!/^ *#/.test(line) || line.search(/#/) <= indent) break;
    end = lineEnd(text, at);
  }
  return end;
}

/** The start of the blank lines and comments directly above a line. */
function startOfGap(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const before = lineStart(text, start - 1);
    if (!/^[ \t]*(#.*)?\r?\n$/.test(text.slice(before, start))) break;
    start = before;
  }
  return start;
}

/**
 * The first comment between an entry and the one before it.
 *
 * Above the first entry of a map, comments followed by a blank line are about the whole map, and stay at the top.
 */
function startOfComments(
  text: string,
  { floor, line, isFirst }: { floor: number; line: number; isFirst: boolean },
): number {
  let start = line;
  for (let at = floor; at < line; at = lineEnd(text, at)) {
    const isBlank = text.slice(at, lineEnd(text, at)).trim() === "";
    if (!isBlank) start = Math.min(start, at);
    else if (isFirst) start = line;
  }
  return start;
}
