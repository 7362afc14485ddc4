// Finds where records and credentials' events were changed after they were written, by their hashes.

import type { CustomerFact, HistoryEntry, Snapshot } from "../snapshot";

/** Something that does not fit. */
export interface Break {
  readonly kind: keyof typeof BREAKS;
  /** The entry; null where it is about the history as a whole. */
  readonly at: string | null;
  readonly words: string;
}

/** Each kind of break, in words. */
export const BREAKS = {
  altered: "altered",
  events: "credential's events",
  contradicts: "contradicts its checkpoint",
  history: "history",
  anchor: "anchor",
} as const;

/** Records whose hash does not fit. */
export function alteredRecords(entries: readonly HistoryEntry[]): Break[] {
  return entries.flatMap(({ name, snapshot }) =>
    snapshot?.guard?.isSealTrue === false
      ? [
          {
            kind: "altered" as const,
            at: name,
            words: `its record (revision ${snapshot.guard.revision}) does not fit its own hash: it was changed after it was written`,
          },
        ]
      : [],
  );
}

/** Credentials whose events do not follow one another. */
export function brokenEvents(entries: readonly HistoryEntry[]): Break[] {
  const last = new Map<string, CustomerFact>();
  return entries.flatMap(({ name, snapshot }) => {
    if (snapshot === undefined) return [];
    const found = snapshot.customers.flatMap((fact) => {
      const words = eventsWords(last.get(fact.id), fact);
      return words === undefined
        ? []
        : [{ kind: "events" as const, at: name, words: `${fact.id}: ${words}` }];
    });
    remember(last, snapshot);
    return found;
  });
}

/** Who was removed in between begins again. */
function remember(last: Map<string, CustomerFact>, { customers }: Snapshot): void {
  last.clear();
  for (const fact of customers) last.set(fact.id, fact);
}

function eventsWords(before: CustomerFact | undefined, fact: CustomerFact): string | undefined {
  const { events, eventSha256, previousEventSha256, isEventSealTrue } = fact;
  if (events === undefined || eventSha256 === undefined) {
    return before?.events === undefined
      ? undefined
      : "its events are gone: an older state was imported, or it was altered";
  }
  const known = before?.events;
  if (known === events) {
    return before?.eventSha256 === eventSha256
      ? unlikeBefore(before, fact)
      : `event ${events} has another hash than before: it was altered`;
  }
  if (isEventSealTrue === false) {
    return `event ${events} does not fit its own hash: it was changed after it was written`;
  }
  if (known === undefined) return undefined;
  if (events < known) {
    return previousEventSha256 === undefined
      ? `its events begin again after event ${known}: the secret was removed from the state and made again`
      : `event ${events} comes after event ${known}: an older state was imported`;
  }
  if (events > known + 1) {
    return `event ${events} comes after event ${known}: what lies between is missing`;
  }
  return previousEventSha256 === before?.eventSha256
    ? undefined
    : `event ${events} does not follow event ${known}: what lies between is missing, or it was altered`;
}

/** What others did is drift, and no event. Named where it is seen first. */
function unlikeBefore(before: CustomerFact, fact: CustomerFact): string | undefined {
  const { events, isEventSealTrue, drift } = fact;
  if (isEventSealTrue !== false || before.isEventSealTrue === false || drift !== undefined) {
    return undefined;
  }
  return `its facts do not fit event ${events} any more, and no drift is noted: they were altered, or a run that was killed had changed them`;
}
