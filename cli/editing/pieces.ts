// Splits a map of the file into pieces of text that can be moved, one for each entry.
import type { YAMLMap } from "yaml";
import { blocksOf } from "./blocks";
import { contentEnd, keyOf, keyStart } from "./yamlDocument";

/** A part of the text that is moved as a whole; text between two pieces stays. */
export interface Piece {
  readonly key: string;
  readonly start: number;
  /** Where the key starts. */
  readonly keyAt: number;
  readonly end: number;
}

/** The pieces of a map; undefined if it is unclear what belongs to which entry. */
export function piecesOf(map: YAMLMap, text: string): readonly Piece[] | undefined {
  return map.flow ? piecesInBraces(map, text) : blocksOf(map, text);
}

/** Only commas may be between the entries: a comment there could be about either. */
function piecesInBraces(map: YAMLMap, text: string): Piece[] | undefined {
  const pieces = map.items.map((pair) => {
    const start = keyStart(pair);
    return { key: keyOf(pair), start, keyAt: start, end: contentEnd(pair) };
  });
  const between = pieces.slice(1).map(({ start }, index) => text.slice(pieces[index]?.end, start));
  return between.every((each) => /^\s*,\s*$/.test(each)) ? pieces : undefined;
}

/** Moves the pieces: the one that comes first in `order` to the place of the first, and so on. */
export function moved(text: string, pieces: readonly Piece[], order: readonly number[]): string {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) return text;
  const parts = order.flatMap((index, place) => {
    const piece = pieces[index];
    const between = text.slice(pieces[place]?.end, pieces[place + 1]?.start);
    return [text.slice(piece?.start, piece?.end), place + 1 < pieces.length ? between : ""];
  });
  return text.slice(0, first.start) + parts.join("") + text.slice(last.end);
}
