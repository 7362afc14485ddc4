// Every password that was ever issued: slot, from when, its announced and its real end, and how it ended.

import type { Life, Lives } from "../lives";
import { isLetIn, lastUpdate, spanAt } from "../moment";
import { count } from "../words";
import { type Answer, frame, gapNotes, hasGaps, minuteOf, ofStack, otherNotes } from "./answer";

/** All passwords of everybody, in the order of customers and issue. */
export function credentialsAnswer(lives: Lives): Answer {
  const lifes = [...lives.customers, ...lives.others].toSorted(byId);
  const found = lifes.flatMap((life) => {
    const isEnabled = isLetIn(spanAt(life, lastUpdate(lives)));
    return (
      life.passwords
        // One that went on with an old token is listed there.
        .filter(({ how }) => how !== "with an old token")
        .map(({ how, ...password }) => ({
          customer: life.id,
          ...password,
          how: how === "in use" || how === "still works" ? (isEnabled ? how : "disabled") : how,
        }))
    );
  });
  const early = found.filter(
    ({ end, announcedEnd, how }) =>
      end !== undefined &&
      announcedEnd !== undefined &&
      end.slice(0, 10) < announcedEnd &&
      how !== "rotated",
  );
  return {
    title: `Every password that was issued: ${ofStack(lives)}`,
    columns: ["customer", "slot", "from", "announced end", "real end", "how"],
    rows: found.map(({ customer, slot, from, announcedEnd, end, how }) => [
      customer,
      slot,
      minuteOf(from),
      announcedEnd ?? "none",
      end === undefined ? "-" : minuteOf(end),
      how,
    ]),
    notes: [
      `${count(found.length, "password")}; ${early.length} ended before the announced end`,
      ...otherNotes(lives),
      ...gapNotes(lives.gaps),
    ],
    hasFindings: hasGaps(lives),
    data: { ...frame(lives, "credentials"), passwords: found },
  };
}

/** The old token of a customer comes after the customer. */
function byId(one: Life, other: Life): number {
  return one.id < other.id ? -1 : Number(one.id > other.id);
}
