// Which update gave a right that still stands, or set a last day that still counts: seldom the one that began the span.

import type { Life, Span } from "../lives";
import { coveredBy } from "./cell";

/**
 * Number of the update that gave the right to a column, by whichever line; undefined where the span does not give it.
 *
 * While somebody is suspended their right stands: what is taken away is the token.
 */
export function rightSince(life: Life, span: Span, column: string): number | undefined {
  return firstOf(life, span, (each) => coveredBy(each.repositories, column) !== undefined);
}

/** Number of the update that set the span's last day of access; undefined where there is none. */
export function lastDaySince(life: Life, span: Span): number | undefined {
  const { accessUntil } = span;
  return firstOf(
    life,
    span,
    (each) => accessUntil !== undefined && each.accessUntil === accessUntil,
  );
}

/** The beginning of the first of all spans up to this one that have something without a break. */
function firstOf({ spans }: Life, last: Span, has: (span: Span) => boolean): number | undefined {
  let since: number | undefined;
  for (let index = spans.indexOf(last); index >= 0; index -= 1) {
    const span = spans[index];
    if (span === undefined || span.state === "offboarded" || !has(span)) break;
    if (since !== undefined && span.to !== since) break;
    since = span.from;
  }
  return since;
}
