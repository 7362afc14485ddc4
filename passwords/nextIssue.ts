// The day on which a run will issue the next password: found by calling the decision for each day that can change it.

import type { Held } from "./decision";
import { decide } from "./rotation";
import { nextRotation, promisedUntil, type Wanted, withAnnouncedEnds } from "./validity";

/**
 * The first day from a given one on which a run that may rotate issues a password, if nothing else changes.
 *
 * @returns undefined when none does, and when the access ends before
 */
export function nextIssue(held: Held, wanted: Wanted, from: string): string | undefined {
  const run = (today: string) => ({ today, mayRotate: true });
  const current = held.slots.find(({ name }) => name === held.currentSlot);
  // A run also announces ends; what it waits for after that does not change from day to day.
  const announced = { ...held, slots: withAnnouncedEnds(held.slots, current, wanted, from) };
  const turns = [...turningDays(announced, wanted)].filter((day) => day > from).sort();
  return [from, ...turns]
    .filter((day) => wanted.notAfter === undefined || day < wanted.notAfter)
    .find((day) => decide(announced, wanted, run(day)).kind === "issue");
}

/**
 * The day from which a run should issue the next password: in the past if none has done it yet.
 *
 * @returns undefined when none will
 */
export function issueDueOn(held: Held, wanted: Wanted, today: string): string | undefined {
  const next = nextIssue(held, wanted, today);
  const current = held.slots.find(({ name }) => name === held.currentSlot);
  const dueOn = current && nextRotation(current, wanted);
  if (next !== today || dueOn === undefined || dueOn > today) return next;
  return nextIssue(held, wanted, dueOn);
}

/** The days on which the decision can change, with the same state and settings. */
function turningDays(held: Held, wanted: Wanted): Set<string> {
  const days = held.slots.flatMap((slot) => [
    nextRotation(slot, wanted),
    promisedUntil(slot),
    slot.expiresOn,
  ]);
  return new Set(days.filter((day) => day !== undefined));
}
