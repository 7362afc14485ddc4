// Counts the events in all sequences, so that a model in which nothing happens does not seem successful.

/** What a sequence may bring about, too rarely to ask for it. */
const SOMETIMES = ["a password was forgotten"] as const;

/** What a sequence must bring about at times. */
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
  "a secret was changed outside Pulumi",
  "an earlier state was restored",
  "an answer about a token was stale",
  "an answer about a secret was stale",
  "a list failed",
  "a list lacked something",
  "two runs ran at once",
  "two runs wrote over each other",
  "two runs left a dead password in the vault",
  "another stack was refused",
  "a customer was handed over to another stack",
  "a wrong clock stopped a run",
  "a creation was recovered",
  "a customer left",
] as const;

/** One kind of event. */
export type Event = (typeof EVENTS | typeof SOMETIMES)[number];

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
