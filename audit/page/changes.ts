// What each update changed for whom, from the events of all customers.

import { eventsOf } from "../events";
import type { Lives } from "../lives";

/** What one update changed for one customer. */
export interface CustomerChange {
  readonly id: string;
  /** `may also pull app/web`; none where only passwords were issued. */
  readonly words: readonly string[];
  /** The passwords that were first seen after it: `password2 issued, announced to end on 2027-02-28`. */
  readonly issued: readonly string[];
}

/** All changes by the number of their update, in the order of the customers' ids. */
export function changesOf(lives: Lives): Map<number, CustomerChange[]> {
  const byUpdate = new Map<number, Map<string, CustomerChange>>();
  for (const { update, customer, kind, words } of eventsOf(lives)) {
    if (update === undefined) continue;
    const changes = byUpdate.get(update) ?? new Map<string, CustomerChange>();
    const was = changes.get(customer) ?? { id: customer, words: [], issued: [] };
    const isIssue = kind === "issued";
    changes.set(customer, {
      id: customer,
      words: isIssue ? was.words : [...was.words, words],
      issued: isIssue ? [...was.issued, words] : was.issued,
    });
    byUpdate.set(update, changes);
  }
  return new Map(
    [...byUpdate].map(([update, changes]) => [
      update,
      [...changes.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    ]),
  );
}
