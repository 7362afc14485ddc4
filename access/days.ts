// Whole UTC days as `YYYY-MM-DD`. They are compared as text, so counting never leaves the years that this form can write.

/** The last day that can be written; later ends are cut to it. */
export const LAST_DAY = "9999-12-31";

const FIRST_DAY = "0000-01-01";
const DAY_MS = 86_400_000;

/**
 * The day that lies `days` after (or, negative, before) another.
 *
 * ISO 8601 writes the day after {@link LAST_DAY} as `+010000-01-01`, which as text is earlier than every other day; so
 * the count stops there.
 */
export function addDays(day: string, days: number): string {
  return dayAt(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** The UTC day of an instant, in milliseconds since 1970. */
export function dayAt(ms: number): string {
  if (ms >= Date.parse(`${LAST_DAY}T00:00:00Z`)) return LAST_DAY;
  if (ms < Date.parse(`${FIRST_DAY}T00:00:00Z`)) return FIRST_DAY;
  return new Date(ms).toISOString().slice(0, 10);
}
