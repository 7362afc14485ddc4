// Wraps text at the width of the terminal, so that what somebody copies stays whole.
import { stripVTControlCharacters } from "node:util";

/**
 * Wraps each line of a text, and leaves tables as they are.
 *
 * @param columns of the terminal. @default - there is none, and the text stays
 */
export function wrappedText(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const lines = text.split("\n");
  return lines.flatMap((line) => (isOfTable(line) ? [line] : wrapped(line, columns))).join("\n");
}

/**
 * Wraps a line between words, and nowhere within backticks. What is too long for a line stays whole, in one of its own.
 *
 * @param columns of the terminal. @default - there is none, and the line stays
 * @param indent of the lines after the first. @default - below the text of an item, otherwise further in than the first
 */
export function wrapped(
  text: string,
  columns: number | undefined,
  indent = hangingIndent(text),
): string[] {
  if (columns === undefined || shownLength(text) <= columns) return [text];
  const margin = " ".repeat(Math.min(indent, Math.floor(columns / 2)));
  const lines: string[] = [];
  let used = 0;
  for (const [whole, piece = ""] of text.trimEnd().matchAll(PIECE)) {
    const length = shownLength(whole);
    // A colour alone takes no room.
    if (used === 0 || used + length <= columns) {
      lines.push(`${lines.pop() ?? ""}${whole}`);
      used += length;
    } else {
      lines.push(`${margin}${piece}`);
      used = margin.length + shownLength(piece);
    }
  }
  return lines;
}

/** What is never broken, with the spaces before it: a word, or words in backticks with the signs around them. */
const PIECE = /\s*((?:`[^`]*`|\S)+)/g;

function hangingIndent(text: string): number {
  const [, start = "", sign = ""] = /^( *)((?:->|[-+!]|\d+\.) +)?/.exec(plain(text)) ?? [];
  return start.length + (sign.length || 2);
}

function isOfTable(line: string): boolean {
  return /^[\u2500-\u257f]/.test(plain(line));
}

function shownLength(text: string): number {
  return plain(text).length;
}

/** Without colours. */
function plain(text: string): string {
  return stripVTControlCharacters(text);
}
