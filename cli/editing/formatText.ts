// Puts the entries of a customers file into their order, by moving its lines and changing none of them.
import { formatPath, type Problem } from "../../customers/problem";
import { LinePositions } from "../../customers/sourceText";
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
 * The text in order; what stands between the entries stays where it is, and comments go with what they belong to.
 *
 * @param text without problems and without a byte order mark
 */
export function formatText(text: string): string {
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const whole = text.endsWith("\n") ? text : text + eol;
  // Inner maps first: to move their pieces changes neither the place nor the length of those around them.
  const formatted = reorderings(whole).reduceRight(
    (current, { pieces, order }) => moved(current, pieces, order),
    whole,
  );
  return whole === text ? formatted : formatted.slice(0, -eol.length);
}

/** What is out of order, each at the entry that belongs further up. */
export function orderProblems(text: string, { file }: { file: string }): Problem[] {
  const positions = new LinePositions(text);
  const problems = reorderings(text).flatMap(({ path, pieces, order }) => {
    const places = new Map(order.map((index, place) => [index, place]));
    const rule =
      path.length === 1 && path[0] === "customers" ? "customers-are-in-order" : "keys-are-in-order";
    return pieces.flatMap((piece, index) => {
      const place = places.get(index) ?? 0;
      const overtaken = pieces
        .slice(0, index)
        .find((_, before) => (places.get(before) ?? 0) > place);
      if (!overtaken) return [];
      const message = `belongs before ${overtaken.key}; run \`npm run format\``;
      return [
        {
          file,
          ...positions.at(piece.keyAt),
          path: formatPath([...path, piece.key]),
          rule,
          message,
        },
      ];
    });
  });
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function reorderings(text: string): Reordering[] {
  return orderedMaps(text).flatMap(({ map, path, order }) => {
    if (order.every((index, place) => index === place)) return [];
    const pieces = piecesOf(map, text);
    return pieces ? [{ path, pieces, order }] : [];
  });
}
