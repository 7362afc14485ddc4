// Finds what differs between two checkpoints though the engine notes no write in between: one of the two was altered.
import type { CustomerFact, Gap, GuardRecord, HistoryEntry } from "../snapshot";

/** Compares each checkpoint with the one before it, in the order of the entries. */
export function unwrittenGaps(entries: readonly HistoryEntry[]): Gap[] {
  const read = entries.filter(({ snapshot }) => snapshot !== undefined);
  return read.flatMap(({ name, snapshot }, index) => {
    const before = read[index - 1];
    if (before?.snapshot === undefined || snapshot === undefined) return [];
    const known = new Map(before.snapshot.customers.map((fact) => [fact.id, fact]));
    const altered = [
      ...(isAltered(before.snapshot.guard, snapshot.guard) ? ["the record"] : []),
      ...snapshot.customers
        .filter((fact) => {
          const was = known.get(fact.id);
          return isAltered(was, fact) || hasOtherPasswords(was, fact);
        })
        .map(({ id }) => id),
    ];
    const words = `says something else than ${before.name}, though nothing was written in between: one of the two was altered`;
    return altered.map((what) => ({ at: name, words: `${what}: ${words}` }));
  });
}

function isAltered<Written extends CustomerFact | GuardRecord>(
  before: Written | undefined,
  after: Written | undefined,
): boolean {
  if (before === undefined || after?.modifiedAt === undefined) return false;
  // What did not change is one object in an index, and mostly the same text.
  if (before === after || before.modifiedAt !== after.modifiedAt) return false;
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** Each password that a run issues is an event; what others did is drift. */
function hasOtherPasswords(before: CustomerFact | undefined, after: CustomerFact): boolean {
  if (before?.eventSha256 === undefined || before.eventSha256 !== after.eventSha256) return false;
  if (after.drift !== undefined) return false;
  return after.slots.some(({ name, createdAt }) => {
    const was = before.slots.find((slot) => slot.name === name);
    return was !== undefined && was.createdAt !== createdAt;
  });
}
