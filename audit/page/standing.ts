// How a customer stands at a moment: the state that a person would call it, by token, last day and passwords.

import type { Life, Span } from "../lives";
import { canLogIn, spanAt } from "../moment";

/**
 * `no password`: the token is enabled, but no password works. `ended`: the last day of access is over. `removed`: no
 * longer in the state.
 */
export type Standing =
  | "active"
  | "no password"
  | "suspended"
  | "ended"
  | "offboarded"
  | "removed"
  | "not yet";

/** All of them, in the order in which they are offered. */
export const STANDINGS: readonly Standing[] = [
  "active",
  "no password",
  "suspended",
  "ended",
  "offboarded",
  "removed",
  "not yet",
];

/**
 * How a customer stands.
 *
 * @param number of the update
 * @param at the instant (ISO 8601) with which the last day and the passwords' ends are compared
 */
export function standingAt(life: Life, number: number, at: string): Standing {
  const span = spanAt(life, number);
  if (span === undefined) {
    return life.spans.some(({ from }) => from <= number) ? "removed" : "not yet";
  }
  return standingIn(life, span, at);
}

/** The same in a span that is known. */
export function standingIn(life: Life, span: Span, at: string): Standing {
  // Until a run disables the token, an older password may work beyond the last day.
  if (canLogIn(life, span, at)) return "active";
  const standing = standingByRights(span, at);
  return standing === "active" ? "no password" : standing;
}

/** The same, whatever passwords there are. The last day counts in full. */
export function standingByRights(
  { state, accessUntil }: Pick<Span, "state" | "accessUntil">,
  at: string,
): Span["state"] | "ended" {
  const isOver = accessUntil !== undefined && accessUntil < at.slice(0, 10);
  return state === "active" && isOver ? "ended" : state;
}
