// Counts whole UTC days (`YYYY-MM-DD`) and formats them.

const DAY_MS = 86_400_000;

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** How far a day is from today: `in 12 days`, `today`, `3 days ago`. */
export function fromToday(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  return days > 0 ? `in ${countDays(days)}` : `${countDays(-days)} ago`;
}

/** `1 day`, `12 days`. */
export function countDays(days: number): string {
  return `${days} ${days === 1 ? "day" : "days"}`;
}
