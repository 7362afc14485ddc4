// Counts what happened in all sequences, so that a model in which nothing happens is not taken for one in which all is well.

/** What a sequence may bring about. */
export const EVENTS = [
  "a run succeeded",
  "a run was killed",
  "a run failed as a whole",
  "a customer's part failed",
  "a run was refused by a rule",
  "a run found no registry",
  "a password was handed out",
  "a password was followed by another",
  "an end was announced",
  "a password was revoked",
  "a password was taken outside",
  "a creation was recovered",
  "a customer left",
] as const;

/** One kind of event. */
export type Event = (typeof EVENTS)[number];

/** How often each happened. */
export class Tally {
  readonly #counts = new Map<Event, number>();

  count(event: Event): void {
    this.#counts.set(event, this.of(event) + 1);
  }

  of(event: Event): number {
    return this.#counts.get(event) ?? 0;
  }
}
