// Follows the tokens beside those that customers have: since when they are there, until which update, with which passwords.

import type { OtherLife } from "./lives";
import { type DatedStand, passwordsOf } from "./passwordLives";
import type { CustomerFact, OtherFact } from "./snapshot";
import { type Stand, spansOf } from "./spans";
import type { Moment } from "./timeline";

/** All of them, in the order of their ids. @param asOf the instant (ISO 8601) up to which announced ends have come */
export function othersOf(moments: readonly Moment[], asOf: string): OtherLife[] {
  const ids = new Set(
    moments.flatMap(({ snapshot }) => (snapshot.others ?? []).map(({ id }) => id)),
  );
  return [...ids].sort().map((id) => otherLife(id, moments, asOf));
}

function otherLife(id: string, moments: readonly Moment[], asOf: string): OtherLife {
  const found = moments.map(({ snapshot }) => snapshot.others?.find((each) => each.id === id));
  const known = found.filter((fact) => fact !== undefined);
  const last = known.at(-1);
  const standing = (fact: CustomerFact | undefined, { update }: Moment): Stand => ({
    number: update.number,
    ...(fact === undefined ? {} : { fact }),
    hasRecord: false,
    day: update.endedAt.slice(0, 10),
  });
  const spans = spansOf(moments.map((moment, index) => standing(found[index], moment)));
  const [first] = spans;
  // Its passwords may be from before: when it was the customer's own.
  const stands = moments.map(
    (moment, index): DatedStand => ({
      stand: standing(found[index] ?? ownFact(last, moment), moment),
      endedAt: moment.update.endedAt,
      isKnown: moment.isKnown,
    }),
  );
  const passwords = passwordsOf(stands, asOf).filter(
    ({ goneIn }) => goneIn === undefined || goneIn > (first?.from ?? 0),
  );
  const tokenNames = [...new Set(known.flatMap(({ tokenName }) => tokenName ?? []))];
  return {
    id,
    tokenNames,
    spans,
    passwords,
    why: last?.why ?? "stray",
    ...(last?.customer === undefined ? {} : { customer: last.customer }),
    ...(last?.isRetained === undefined ? {} : { isRetained: last.isRetained }),
    ...(last !== undefined && isUntold(last) ? { hasUnknownPasswords: true } : {}),
  };
}

/** The customer's fact, while they still had this token. */
function ownFact(last: OtherFact | undefined, { snapshot }: Moment): CustomerFact | undefined {
  const name = last?.tokenName?.toLowerCase();
  if (name === undefined) return undefined;
  return snapshot.customers.find(
    ({ id, tokenName }) => id === last?.customer && tokenName?.toLowerCase() === name,
  );
}

/** Whoever made it may have issued passwords. Those of a replaced one were issued by TokenSecret, and ended with it. */
function isUntold({ why, isWithoutSecret, slots }: OtherFact): boolean {
  return why !== "replaced" && isWithoutSecret === true && slots.length === 0;
}
