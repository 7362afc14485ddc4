// What the documentation test needs to know of a Markdown file: its prose, its code, its links and its headings.

/** A Markdown file; paths are relative to the project, with slashes. */
export interface Document {
  file: string;
  text: string;
}

/** A piece of text with the line on which it begins, from 1. */
export interface Piece {
  line: number;
  text: string;
}

const FENCED = /^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm;
const INLINE_CODE = /`([^`\n]+)`/g;
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const URL_TEXT = /\bhttps?:\/\/[^\s)>`"]+/g;

/** The text with everything in it that `pattern` matches made blank; lines stay where they are. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, " "));
}

/** The targets of all links: `docs/customers-yaml.md`, `#anchor`, `https://…`. */
export function links({ text }: Document): Piece[] {
  const prose = blanked(blanked(text, FENCED), INLINE_CODE);
  return pieces(prose, LINK);
}

/** The code between single backticks. */
export function inlineCode({ text }: Document): Piece[] {
  return pieces(blanked(text, FENCED), INLINE_CODE);
}

/** All lines without addresses of the web; code blocks included. */
export function linesWithoutUrls({ text }: Document): Piece[] {
  return lines(blanked(text, URL_TEXT));
}

/** The lines that are read as sentences: no code, no addresses, no targets of links. */
export function proseLines({ text }: Document): Piece[] {
  const sentences = blanked(blanked(blanked(text, FENCED), INLINE_CODE), URL_TEXT);
  return lines(sentences.replace(/\]\([^)\s]*\s*\)/g, "]()"));
}

/** The anchors of all headings, made as GitHub makes them. */
export function anchors({ text }: Document): Set<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const { text: heading } of pieces(blanked(text, FENCED), /^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const anchor = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    found.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return found;
}

function pieces(text: string, pattern: RegExp): Piece[] {
  return [...text.matchAll(pattern)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    text: match[1] ?? "",
  }));
}

function lines(text: string): Piece[] {
  return text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
}
