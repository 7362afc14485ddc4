// Puts what a history holds in one line: each update with what it left behind, and the runs that left no entry.

import { isDeletedIn } from "./history/deletedIn";
import type { UpdateFact } from "./lives";
import type {
  CustomerFact,
  Gap,
  GuardRecord,
  History,
  HistoryEntry,
  OtherFact,
  Provenance,
  Snapshot,
} from "./snapshot";

/** What stood after one update. */
export interface Moment {
  /** All but what comparison tells. */
  readonly update: Omit<UpdateFact, "isQuiet" | "acknowledged">;
  readonly snapshot: Snapshot;
  /** Was it read, or is it that of the update before, since this one's checkpoint cannot be read? */
  readonly isKnown: boolean;
}

/** Something that the entries do not tell. */
export interface TimelineGap extends Required<Gap> {
  /** Number of the update that it is about. */
  readonly number: number;
}

/** The name of a run of which no entry tells. */
export const NO_ENTRY = "(no entry)";

const NOTHING: Snapshot = { customers: [] };

/**
 * All moments in order.
 *
 * A killed run leaves no entry, but its work stands in the next checkpoint, and in the present state if it was the last.
 * The engine notes when each resource was written: what is older than the run whose entry it is was done by another.
 */
export function timelineOf({ entries, present }: Pick<History, "entries" | "present">): {
  moments: readonly Moment[];
  gaps: readonly TimelineGap[];
} {
  const moments: Moment[] = [];
  const gaps: TimelineGap[] = [];
  const add = (update: Omit<Moment["update"], "number">, snapshot: Snapshot, isKnown: boolean) =>
    moments.push({ update: { number: moments.length + 1, ...update }, snapshot, isKnown });
  const addUnrecorded = (before: Snapshot, left: Snapshot, writtenAt?: string) => {
    const found = unrecorded(before, left);
    // Never before what it follows: an older state that was imported has older times.
    const earliest = moments.at(-1)?.update.endedAt ?? "";
    const latest = [found.endedAt, writtenAt ?? "", earliest].toSorted().at(-1) ?? "";
    const startedAt = found.startedAt < earliest ? latest : found.startedAt;
    add({ ...found, startedAt, endedAt: latest }, left, true);
  };
  for (const entry of entries) {
    const before = moments.at(-1)?.snapshot ?? NOTHING;
    const { snapshot } = entry;
    if (snapshot === undefined) {
      add(recorded(entry, undefined), before, false);
      continue;
    }
    const left = leftBefore(entry, before, snapshot);
    // Where the entry before could not be read, it explains what is older.
    const isExplained = moments.at(-1)?.isKnown === false;
    if (left !== undefined && !isExplained) {
      gaps.push({
        number: moments.length + 1,
        at: entry.name,
        words: `what was done at ${lastWritten(left)}, before it began, has no entry of its own: that run was killed, or the state was imported or edited`,
      });
      addUnrecorded(before, left);
    }
    add(recorded(entry, snapshot), snapshot, true);
  }
  const last = moments.at(-1)?.snapshot ?? NOTHING;
  // The reader of the history names this gap.
  if (present !== undefined && !isSame(last, present)) {
    addUnrecorded(last, present, present.writtenAt);
  }
  return { moments, gaps };
}

function recorded(entry: HistoryEntry, snapshot: Snapshot | undefined) {
  const { name, kind, startedAt, endedAt = startedAt, result, message } = entry;
  const { provenance, isDirty } = entry;
  const guard = snapshot?.guard;
  const isOfThisRun = guard?.modifiedAt !== undefined && guard.modifiedAt >= startedAt;
  return {
    ...{ name, kind, startedAt, endedAt, result, message },
    ...(isDirty === undefined ? {} : { isDirty }),
    ...recordFacts(guard),
    provenance: isOfThisRun ? { ...provenance, ...guard.provenance } : provenance,
  };
}

function unrecorded(before: Snapshot, { guard, customers }: Snapshot) {
  const isItsRecord = guard !== undefined && guard.revision !== before.guard?.revision;
  const times = [
    ...(isItsRecord ? [guard.modifiedAt] : []),
    ...customers.map(({ modifiedAt }) => modifiedAt),
  ].filter((time) => time !== undefined);
  const provenance: Provenance = isItsRecord ? (guard.provenance ?? {}) : {};
  return {
    name: NO_ENTRY,
    kind: "update",
    startedAt: (isItsRecord ? guard.modifiedAt : undefined) ?? times.toSorted().at(-1) ?? "",
    endedAt: times.toSorted().at(-1) ?? "",
    result: "unfinished" as const,
    message: "",
    ...recordFacts(guard),
    provenance,
  };
}

function recordFacts(guard: GuardRecord | undefined) {
  if (guard === undefined) return {};
  const { revision, fileSha256 } = guard;
  return { revision, ...(fileSha256 === undefined ? {} : { fileSha256 }) };
}

/** What a checkpoint holds of a time before its run; undefined if that is what the one before it left. */
function leftBefore(entry: HistoryEntry, before: Snapshot, after: Snapshot): Snapshot | undefined {
  const isOlder = (time: string | undefined) => time !== undefined && time < entry.startedAt;
  const known = new Map(before.customers.map((fact) => [fact.id, fact]));
  const found = after.customers.flatMap((fact) => {
    const was = known.get(fact.id);
    // Looked at first, since it is so for nearly everybody.
    if (was?.modifiedAt === fact.modifiedAt || isDeletedIn(entry, was, fact)) return [];
    const left = leftOf(was, fact, isOlder);
    return left === undefined || isSameFact(was, left) ? [] : [left];
  });
  const hasRecord =
    isOlder(after.guard?.modifiedAt) && after.guard?.revision !== before.guard?.revision;
  if (found.length === 0 && !hasRecord) return undefined;
  const guard = hasRecord ? after.guard : before.guard;
  const customers = new Map([...known, ...found.map((fact) => [fact.id, fact] as const)]);
  // What replaced them was there before the run: so they were replaced before it.
  const isReplaced = ({ customer }: OtherFact) => found.some(({ id }) => id === customer);
  const left = [...(before.others ?? []), ...(after.others ?? []).filter(isReplaced)];
  const others = [...new Map(left.map((fact) => [fact.id, fact])).values()];
  return {
    ...(guard === undefined ? {} : { guard }),
    customers: [...customers.values()],
    ...(others.length === 0 ? {} : { others }),
  };
}

/** What was written of a customer before the run: all, the scope map, the credential, or nothing. */
function leftOf(
  was: CustomerFact | undefined,
  fact: CustomerFact,
  isOlder: (time: string | undefined) => boolean,
): CustomerFact | undefined {
  if (isOlder(fact.modifiedAt)) return fact;
  const scopeMap = isOlder(fact.scopeMapModifiedAt) ? fact : was;
  const credential = isOlder(fact.credentialModifiedAt) ? fact : was;
  if (scopeMap !== fact && credential !== fact) return was;
  const { actions: _, scopeMapModifiedAt: __, ...rest } = credential ?? { id: fact.id, slots: [] };
  const { actions, scopeMapModifiedAt: mapTime } = scopeMap ?? {};
  const modifiedAt = [mapTime, rest.credentialModifiedAt].filter((time) => time !== undefined);
  return {
    ...rest,
    modifiedAt: modifiedAt.toSorted().at(-1) ?? "",
    ...(mapTime === undefined ? {} : { scopeMapModifiedAt: mapTime }),
    ...(actions === undefined ? {} : { actions }),
  };
}

function lastWritten(snapshot: Snapshot): string {
  const times = [snapshot.guard?.modifiedAt, ...snapshot.customers.map((fact) => fact.modifiedAt)];
  return (
    times
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1)
      ?.replace(/\.\d+Z$/, "Z") ?? "the end"
  );
}

function isSame(one: Snapshot, other: Snapshot): boolean {
  return (
    one.guard?.revision === other.guard?.revision &&
    one.guard?.recordSha256 === other.guard?.recordSha256 &&
    areSame(one.customers, other.customers) &&
    areSame(one.others ?? [], other.others ?? [])
  );
}

function areSame(some: readonly CustomerFact[], others: readonly CustomerFact[]): boolean {
  return (
    some.length === others.length &&
    some.every((fact) =>
      isSameFact(
        fact,
        others.find(({ id }) => id === fact.id),
      ),
    )
  );
}

/** Reading them again is no change. */
function isSameFact(one: CustomerFact | undefined, other: CustomerFact | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(fact: CustomerFact): unknown {
  return Object.entries(fact)
    .filter(([name]) => !name.toLowerCase().endsWith("modifiedat"))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
