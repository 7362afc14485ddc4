// Whole UTC days as YYYY-MM-DD, for the model, which shares no arithmetic with the product.

const DAY_MS = 86_400_000;

/** The day that lies `days` after another, or before it when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(startOf(day)) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a day begins. */
export function startOf(day: string): string {
  return `${day}T00:00:00Z`;
}
