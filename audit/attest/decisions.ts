// What reviewers decided about each customer, and what of it was not done.

import { othersNow } from "../answers/answer";
import type { Lives } from "../lives";
import { canPullAt, lastUpdate, spanAt } from "../moment";
import { listed } from "../words";

/** Shall a customer keep their access? */
export interface Decision {
  readonly customer: string;
  readonly decision: "keep" | "remove";
  /** Who decided. */
  readonly by: string;
  /** When: `YYYY-MM-DD` (UTC). */
  readonly on: string;
}

/**
 * Customers of whom nobody decided, and those who were to be removed and can still pull, or were to be kept and are gone.
 *
 * @param stacks one file has the decisions about the customers of all of them
 */
export function undecided(
  stacks: readonly Lives[],
  decisions: readonly Decision[],
): { customer: string; words: string }[] {
  const decided = new Map(decisions.map((each) => [each.customer, each]));
  const open = stacks.flatMap((lives) => openIn(lives, decided));
  const gone = decisions
    .filter(({ customer, decision }) => decision === "keep" && isGone(stacks, customer))
    .map(({ customer, by, on }) => ({
      customer,
      words: `to be kept by ${by} on ${on}, and is no longer there`,
    }));
  const ids = new Set(stacks.flatMap(({ customers }) => customers.map(({ id }) => id)));
  const histories = listed(stacks.map(({ stack }) => stack));
  const strangers = decisions
    .filter(({ customer }) => !ids.has(customer))
    .map(({ customer }) => ({
      customer,
      words: `decided about, but the history of ${histories} knows nobody of this name`,
    }));
  // Who is in several stacks is named once.
  const found = [...open, ...gone, ...strangers];
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function openIn(
  lives: Lives,
  decisions: ReadonlyMap<string, Decision>,
): { customer: string; words: string }[] {
  const number = lastUpdate(lives);
  const others = othersNow(lives);
  return lives.customers.flatMap((life) => {
    const span = spanAt(life, number);
    const old = others.filter(({ other }) => other.customer === life.id);
    if (span === undefined && old.length === 0) return [];
    const decided = decisions.get(life.id);
    if (decided === undefined) return [{ customer: life.id, words: "nobody decided" }];
    const canPull = canPullAt(life, span, lives.asOf) || old.some((each) => each.canPull);
    if (decided.decision !== "remove" || !canPull) return [];
    const words = `to be removed by ${decided.by} on ${decided.on}, and can still pull`;
    return [{ customer: life.id, words }];
  });
}

/** Known to one of the stacks, and there in none. */
function isGone(stacks: readonly Lives[], customer: string): boolean {
  const found = stacks.flatMap((lives) =>
    lives.customers
      .filter(({ id }) => id === customer)
      .map((life) => spanAt(life, lastUpdate(lives))),
  );
  return found.length > 0 && found.every((span) => span === undefined);
}
