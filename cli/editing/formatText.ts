// Sorts the entries of a customers file by moving whole lines. No line is changed.
import type { Problem } from "../../customers/problem";
import { Problems } from "../../customers/problems";
import { orderedMaps } from "./fileOrder";
import { moved, type Piece, piecesOf } from "./pieces";

/** A map whose entries are out of order. */
interface Reordering {
  readonly path: readonly string[];
  readonly pieces: readonly Piece[];
  /** The indexes of the pieces in the order in which they belong. */
  readonly order: readonly number[];
}

/**
 * The sorted text; text between the entries stays where it is, and comments move with their entries.
 *
 * @param text without problems and without a byte order mark
 */
export function formatText(text: string): string {
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const whole = text.endsWith("\n") ? text : text + eol;
  // Inner maps first: moving their pieces changes neither the place nor the length of outer ones.
  const formatted = reorderings(whole).reduceRight(
    (current, { pieces, order }) => moved(current, pieces, order),
    whole,
  );
  return whole === text ? formatted : formatted.slice(0, -eol.length);
}

/** The entries that are out of order, each reported at the one that belongs further up. */
export function orderProblems(text: string, { file }: { file: string }): Problem[] {
  const problems = new Problems(file, text);
  for (const { path, pieces, order } of reorderings(text)) {
    const places = new Map(order.map((index, place) => [index, place]));
    const rule =
      path.length === 1 && path[0] === "customers" ? "customers-are-in-order" : "keys-are-in-order";
    for (const [index, piece] of pieces.entries()) {
      const place = places.get(index) ?? 0;
      const overtaken = pieces
        .slice(0, index)
        .find((_, before) => (places.get(before) ?? 0) > place);
      if (!overtaken) continue;
      const message = `belongs before ${overtaken.key}; run \`npm run format\``;
      problems.add({ offset: piece.keyAt, path: [...path, piece.key] }, message, rule);
    }
  }
  return problems.sorted();
}

function reorderings(text: string): Reordering[] {
  return orderedMaps(text).flatMap(({ map, path, order }) => {
    if (order.every((index, place) => index === place)) return [];
    const pieces = piecesOf(map, text);
    return pieces ? [{ path, pieces, order }] : [];
  });
}
