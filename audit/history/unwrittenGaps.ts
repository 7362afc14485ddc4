// Finds what differs between two checkpoints though no run is known that did it: one was altered, or a run was killed.
import type { CustomerFact, Gap, GuardRecord, HistoryEntry, SlotFact } from "../snapshot";
import { isDeletedIn } from "./deletedIn";

/** Compares each checkpoint with the one before it, in the order of the entries. */
export function unwrittenGaps(entries: readonly HistoryEntry[]): Gap[] {
  let before: HistoryEntry | undefined;
  let since: string | undefined;
  return entries.flatMap((entry) => {
    // What a run did whose checkpoint cannot be read is in the next one.
    since ??= entry.startedAt;
    if (entry.snapshot === undefined) return [];
    const gaps = before === undefined ? [] : between(before, entry, since);
    before = entry;
    since = undefined;
    return gaps;
  });
}

function between(before: HistoryEntry, entry: HistoryEntry, since: string): Gap[] {
  const { name, snapshot } = entry;
  if (before.snapshot === undefined || snapshot === undefined) return [];
  const known = new Map(before.snapshot.customers.map((fact) => [fact.id, fact]));
  const altered = [
    ...(isAltered(before.snapshot.guard, snapshot.guard) ? ["the record"] : []),
    ...snapshot.customers
      .filter((fact) => isAltered(known.get(fact.id), fact))
      .filter((fact) => !isDeletedIn(entry, known.get(fact.id), fact))
      .map(({ id }) => id),
  ];
  const unexplained = snapshot.customers.flatMap((fact) =>
    unexplainedSlots(known.get(fact.id), fact, since).map(
      (slot) =>
        `${fact.id}: ${slot.name} of ${slot.createdAt.slice(0, 10)} is explained by no entry: a run that was killed issued it, or the checkpoint was altered`,
    ),
  );
  const words = `says something else than ${before.name}, though nothing was written in between: one of the two was altered`;
  return [...altered.map((what) => `${what}: ${words}`), ...unexplained].map((each) => ({
    at: name,
    words: each,
  }));
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

/**
 * Passwords that are there for the first time, and that the run did not issue.
 *
 * Each password that a run issues is an event of the credential, and younger than the run's beginning. What a killed
 * run published is found by the next one, which reads the token first.
 */
function unexplainedSlots(
  before: CustomerFact | undefined,
  after: CustomerFact,
  since: string,
): readonly SlotFact[] {
  if (before === after) return [];
  const isCounted = before?.eventSha256 === undefined || before.eventSha256 !== after.eventSha256;
  const earliest = Date.parse(since) - CLOCKS_MS;
  return after.slots.filter((slot) => {
    const { name, createdAt, generation } = slot;
    if (before?.slots.some((was) => was.name === name && was.createdAt === createdAt)) return false;
    // What others did is drift. Passwords from before an adoption are of generation 0.
    if (after.drift?.[name] !== undefined || generation === 0) return false;
    return !isCounted || (generation !== undefined && Date.parse(createdAt) < earliest);
  });
}

/** Azure says when a password was issued, and the machine of a pipeline when its run began. */
const CLOCKS_MS = 60_000;
