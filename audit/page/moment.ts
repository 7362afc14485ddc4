// The moment at which the page looks at a history: after one update, or at the end of a day.

import type { Lives, UpdateFact } from "../lives";

/** A moment. */
export interface Moment {
  /** ISO 8601 */
  readonly at: string;
  /** Index of the last update up to then; -1 before the first. */
  readonly index: number;
}

/** After an update; after the last one it is the moment at which the page was made. */
export function momentOfUpdate({ updates, asOf }: Lives, index: number): Moment {
  const last = updates.length - 1;
  const within = Math.min(Math.max(index, 0), last);
  return { at: within === last ? asOf : (updates[within]?.endedAt ?? asOf), index: within };
}

/** At the end of a UTC day (`YYYY-MM-DD`), and at most when the page was made. */
export function momentOfDay({ updates, asOf }: Lives, day: string): Moment {
  const at = day < asOf.slice(0, 10) ? `${day}T23:59:59.999Z` : asOf;
  return { at, index: updates.findLastIndex(({ endedAt }) => instant(endedAt) <= instant(at)) };
}

/** The update one stands at; undefined before the first. */
export function updateAt({ updates }: Lives, { index }: Moment): UpdateFact | undefined {
  return updates[index];
}

/** Index of the nearest update in a direction that changed something; undefined where there is none. */
export function nextChange(
  { updates }: Lives,
  { index }: Moment,
  direction: 1 | -1,
): number | undefined {
  for (let each = index + direction; each >= 0 && each < updates.length; each += direction) {
    if (updates[each]?.isQuiet === false) return each;
  }
  return undefined;
}

/** The update of a number. */
export function updateOf({ updates }: Lives, number: number): UpdateFact | undefined {
  const usual = updates[number - 1];
  return usual?.number === number ? usual : updates.find((each) => each.number === number);
}

/** `2026-09-30 14:02 UTC`, as text that is aligned in columns. */
export function timeWords(iso: string): string {
  return Number.isNaN(instant(iso))
    ? "an unknown time"
    : `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Milliseconds since 1970. */
export function instant(iso: string): number {
  return Date.parse(iso);
}
