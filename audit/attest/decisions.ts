// What reviewers decided about each customer, and what of it was not done.

import { othersNow } from "../answers/answer";
import type { Lives } from "../lives";
import { canPullAt, lastUpdate, spanAt } from "../moment";

/** Shall a customer keep their access? */
export interface Decision {
  readonly customer: string;
  readonly decision: "keep" | "remove";
  /** Who decided. */
  readonly by: string;
  /** When: `YYYY-MM-DD` (UTC). */
  readonly on: string;
}

/** Customers of whom nobody decided, and those who were to be removed and can still pull, or were to be kept and are gone. */
export function undecided(
  lives: Lives,
  decisions: readonly Decision[],
): { customer: string; words: string }[] {
  const known = new Map(decisions.map((each) => [each.customer, each]));
  const number = lastUpdate(lives);
  const isOwner = (id: string) => othersNow(lives).some(({ other }) => other.customer === id);
  const there = lives.customers.filter(
    (life) => spanAt(life, number) !== undefined || isOwner(life.id),
  );
  const open = there.flatMap((life) => {
    const decided = known.get(life.id);
    const span = spanAt(life, number);
    const old = othersNow(lives).filter(({ other }) => other.customer === life.id);
    const canPull = canPullAt(life, span, lives.asOf) || old.some((each) => each.canPull);
    if (decided === undefined) return [{ customer: life.id, words: "nobody decided" }];
    if (decided.decision === "remove" && canPull) {
      return [
        {
          customer: life.id,
          words: `to be removed by ${decided.by} on ${decided.on}, and can still pull`,
        },
      ];
    }
    return [];
  });
  const gone = decisions
    .filter(({ customer, decision }) => decision === "keep" && isGone(lives, customer))
    .map(({ customer, by, on }) => ({
      customer,
      words: `to be kept by ${by} on ${on}, and is no longer there`,
    }));
  const ids = new Set(lives.customers.map(({ id }) => id));
  const strangers = decisions.filter(({ customer }) => !ids.has(customer));
  return [
    ...open,
    ...gone,
    ...strangers.map(({ customer }) => ({
      customer,
      words: `decided about, but the history of ${lives.stack} knows nobody of this name`,
    })),
  ];
}

function isGone(lives: Lives, customer: string): boolean {
  const life = lives.customers.find(({ id }) => id === customer);
  return life !== undefined && spanAt(life, lastUpdate(lives)) === undefined;
}
