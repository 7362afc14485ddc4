// The life of one customer: created, gained, lost, suspended, rotated, offboarded, returned.

import { eventsOf } from "../events";
import type { Lives } from "../lives";
import {
  type Answer,
  frame,
  gapNotes,
  hasGaps,
  minuteOf,
  ofStack,
  otherNotes,
  updateLine,
  updateWords,
} from "./answer";
import { eventData } from "./changes";

/** Everything that happened to a customer; undefined where the history knows nobody of this id. */
export function customerAnswer(lives: Lives, id: string): Answer | undefined {
  const life = lives.customers.find((each) => each.id === id);
  if (life === undefined) return undefined;
  const others = lives.others.filter(({ customer }) => customer === id);
  const events = eventsOf({ ...lives, customers: [life], others });
  return {
    title: `The life of ${id}: ${ofStack(lives)}`,
    columns: ["when", "what", "by"],
    rows: events.map(({ at, words, update }) => [
      minuteOf(at),
      words,
      update === undefined ? "time" : updateLine(lives.updates[update - 1]),
    ]),
    notes: [...otherNotes({ ...lives, others }), ...gapNotes(lives.gaps)],
    hasFindings: hasGaps(lives),
    data: {
      ...frame(lives, "customer"),
      customer: id,
      tokenNames: life.tokenNames,
      spans: life.spans,
      passwords: life.passwords,
      others: others.map(({ id, why, spans, passwords }) => ({ id, why, spans, passwords })),
      events: events.map((event) => {
        const update = event.update === undefined ? undefined : lives.updates[event.update - 1];
        return { ...eventData(event), by: update === undefined ? null : updateWords(update) };
      }),
    },
  };
}
