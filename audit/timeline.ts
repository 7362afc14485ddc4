// Puts what a history holds in one line: each update with what it left behind, and the runs that left no entry.

import { isSameFact, leftByRuns } from "./leftByRuns";
import type { UpdateFact } from "./lives";
import type {
  CustomerFact,
  Gap,
  GuardRecord,
  History,
  HistoryEntry,
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
 * The engine notes when each resource was written: what is older than the run whose entry it is was done by another, or
 * by several, if nothing was written for an hour in between.
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
    // Where the entry before could not be read, it explains what is older.
    const isExplained = moments.at(-1)?.isKnown === false;
    for (const left of isExplained ? [] : leftByRuns(entry, before, snapshot, entry.startedAt)) {
      gaps.push({
        number: moments.length + 1,
        at: entry.name,
        words: `what was done at ${lastWritten(left)}, before it began, has no entry of its own: that run was killed, or the state was imported or edited`,
      });
      addUnrecorded(moments.at(-1)?.snapshot ?? NOTHING, left);
    }
    add(recorded(entry, snapshot), snapshot, true);
  }
  const known = moments.at(-1)?.snapshot ?? NOTHING;
  if (present !== undefined && !isSame(known, present)) {
    const unexplained = { snapshot: present, changes: {} };
    for (const left of leftByRuns(unexplained, known, present).slice(0, -1)) {
      addUnrecorded(moments.at(-1)?.snapshot ?? NOTHING, left);
    }
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
