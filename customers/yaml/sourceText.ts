// Decodes the file's bytes, and turns offsets into lines and columns.
import { LineCounter } from "yaml";

/** The text of a file. Where it is not UTF-8, `invalidAt` says where, and `text` is only a likeness. */
export interface SourceText {
  /** The text without a byte order mark. */
  readonly text: string;
  /** The first byte that is not UTF-8, and its place in `text`. */
  readonly invalidAt?: { readonly offset: number; readonly byte: number };
}

/** The most bytes of a file: some 50,000 customers, which is what the largest registry takes as tokens. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** Decodes UTF-8, with or without a byte order mark; of what is too large, nothing. */
export function decode(bytes: Uint8Array): SourceText {
  if (bytes.length > MOST_BYTES) return { text: "" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, invalidAt: firstInvalid(bytes, text) };
  }
}

/**
 * Finds the first replacement character that stands for a wrong byte.
 *
 * The text before it is right, so its length in bytes tells where we are.
 */
function firstInvalid(bytes: Uint8Array, text: string): SourceText["invalidAt"] {
  const encoder = new TextEncoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (;;) {
    const offset = text.indexOf("\ufffd", from);
    if (offset < 0) return { offset: text.length, byte: bytes.at(-1) ?? 0 };
    at += encoder.encode(text.slice(from, offset)).length;
    const isWritten = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (!isWritten) return { offset, byte: bytes[at] ?? 0 };
    at += 3;
    from = offset + 1;
  }
}

/** Knows the line and column of each offset. */
export function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lines.addNewLine(at + 1);
  }
  return lines;
}
