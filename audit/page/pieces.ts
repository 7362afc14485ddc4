// A customer's time as pieces of one standing: the last day of access or a password's end can change it without an update.

import { addDays } from "../../access/days";
import type { Life, Lives, Span } from "../lives";
import { instant, updateOf } from "./moment";
import { type Standing, standingIn } from "./standing";

/** A time in which a customer's rights and standing stayed the same. */
export interface Piece {
  readonly span: Span;
  readonly standing: Standing;
  /** What began it: the update that began the span, or time within the span. */
  readonly began: "update" | "last day" | "passwords";
  /** ISO 8601 */
  readonly fromAt: string;
  /** ISO 8601 @default - it lasts */
  readonly toAt?: string;
}

/** All pieces of a customer, in order. */
export function piecesOf(lives: Lives, life: Life): Piece[] {
  return life.spans.flatMap((span) => {
    const fromAt = updateOf(lives, span.from)?.endedAt ?? "";
    const toAt = span.to === undefined ? undefined : (updateOf(lives, span.to)?.endedAt ?? "");
    const pieces: Piece[] = [];
    for (const at of [fromAt, ...cutsIn(life, span, fromAt, toAt ?? lives.asOf)]) {
      const standing = standingIn(life, span, at);
      const before = pieces.at(-1);
      if (before?.standing === standing) continue;
      if (before !== undefined) pieces[pieces.length - 1] = { ...before, toAt: at };
      pieces.push({ span, standing, began: beganBy(before, standing), fromAt: at, toAt });
    }
    return pieces;
  });
}

/** The instants within a time at which the standing may change: passwords begin and end, and the last day is over. */
function cutsIn(life: Life, { accessUntil }: Span, fromAt: string, toAt: string): string[] {
  const cuts = [
    ...(accessUntil === undefined ? [] : [`${addDays(accessUntil, 1)}T00:00:00.000Z`]),
    ...life.passwords.flatMap(({ from, end }) => (end === undefined ? [from] : [from, end])),
  ];
  return cuts
    .filter((at) => instant(at) > instant(fromAt) && instant(at) < instant(toAt))
    .sort((one, other) => instant(one) - instant(other));
}

function beganBy(before: Piece | undefined, standing: Standing): Piece["began"] {
  if (before === undefined) return "update";
  return standing === "ended" ? "last day" : "passwords";
}
