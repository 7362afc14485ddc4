// Whole UTC days as `YYYY-MM-DD`, and the instants at which they begin.
import { dayAt } from "../access/days";

/** The UTC day of an ISO 8601 instant. */
export function dayOf(instant: string): string {
  return dayAt(Date.parse(instant));
}

/** The instant at which a day begins, as ISO 8601: `2027-02-19T00:00:00Z`. */
export function startOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The earlier of two days; `undefined` means no end. */
export function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined) return other;
  return other === undefined || one < other ? one : other;
}
