// Finds credentials that have no events, though they were made, or got a password, by a version that counts them.

import type { CustomerFact, HistoryEntry, Snapshot } from "../snapshot";
import type { Break } from "./chains";

/**
 * Credentials whose events were removed from all checkpoints.
 *
 * An earlier version counted no events, and a credential has none until its facts change. But a run that makes one or
 * issues a password counts it, from the first run on that has sealed anything.
 */
export function uncountedEvents(entries: readonly HistoryEntry[]): Break[] {
  let before: Snapshot | undefined;
  let since: string | undefined;
  return entries.flatMap(({ name, startedAt, snapshot }) => {
    if (snapshot === undefined) return [];
    if (isSealed(snapshot)) since ??= startedAt;
    const last = before;
    before = snapshot;
    return snapshot.customers.flatMap((fact) => {
      if (since === undefined || fact.eventSha256 !== undefined || !hasSecret(fact)) return [];
      const why = uncounted(last, fact, { since, isNew: isBeginning(snapshot) });
      const words = `${fact.id}: it has no events, though ${why}, when each was counted: they were removed, and nothing after that seals its passwords`;
      return why === undefined ? [] : [{ kind: "events" as const, at: name, words }];
    });
  });
}

function isSealed({ guard, customers }: Snapshot): boolean {
  const hashes = [guard?.recordSha256, ...customers.map(({ eventSha256 }) => eventSha256)];
  return hashes.some((hash) => hash !== undefined);
}

function hasSecret(fact: CustomerFact | undefined): boolean {
  return fact?.tokenName !== undefined && fact.isWithoutSecret !== true;
}

function uncounted(
  last: Snapshot | undefined,
  fact: CustomerFact,
  { since, isNew }: { readonly since: string; readonly isNew: boolean },
): string | undefined {
  const before = last?.customers.find(({ id }) => id === fact.id);
  // That they are gone is a break of its own.
  if (before?.eventSha256 !== undefined) return undefined;
  const known = new Set(before?.slots.map(({ createdAt }) => createdAt));
  const issued = fact.slots.find(({ createdAt }) => createdAt >= since && !known.has(createdAt));
  if (issued !== undefined) return `${issued.name} was issued at ${issued.createdAt}`;
  // What a history begins with may be of an earlier version, unless the stack does so too.
  const isMade = last === undefined ? isNew : !hasSecret(before);
  return isMade ? "it was made" : undefined;
}

function isBeginning({ guard }: Snapshot): boolean {
  return guard?.revision === 1 && guard.recordSha256 !== undefined;
}
