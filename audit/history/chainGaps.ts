// Finds where the records of a history do not follow one another: a missing, a second and a new beginning.
import type { Gap, GuardRecord, HistoryEntry } from "../snapshot";

/** Compares each record with the one before it, in the order of the entries. */
export function chainGaps(entries: readonly HistoryEntry[]): Gap[] {
  const seen = new Set<string>();
  let before: { name: string; guard: GuardRecord } | undefined;
  let between: { name: string; isUnread: boolean } | undefined;
  return entries.flatMap(({ name, snapshot }) => {
    const guard = snapshot?.guard;
    if (guard === undefined) {
      if (snapshot === undefined || before !== undefined) {
        between = { name, isUnread: between?.isUnread === true || snapshot === undefined };
      }
      return [];
    }
    const words =
      unsealed(before, guard) ??
      (between === undefined ? difference(before, guard, seen) : afterNone(between, guard));
    if (guard.recordSha256 !== undefined) seen.add(guard.recordSha256);
    before = { name, guard };
    between = undefined;
    return words === undefined ? [] : [{ at: name, words }];
  });
}

/** Once records have hashes, each one has. */
function unsealed(
  before: { name: string; guard: GuardRecord } | undefined,
  { revision, recordSha256 }: GuardRecord,
): string | undefined {
  if (recordSha256 !== undefined || before?.guard.recordSha256 === undefined) return undefined;
  return `its record (revision ${revision}) has no hash, and that of ${before.name} (revision ${before.guard.revision}) has one: it was altered, or an earlier version wrote it`;
}

/**
 * After `pulumi destroy` the next record is the first again. A checkpoint that cannot be read may hold what is missing,
 * and has a gap of its own.
 */
function afterNone(
  { name, isUnread }: { name: string; isUnread: boolean },
  { revision, previousSha256 }: GuardRecord,
): string | undefined {
  if (isUnread || previousSha256 === undefined) return undefined;
  return `its record (revision ${revision}) follows another one, though ${name} has none: that one was altered, or an older state was imported`;
}

function difference(
  before: { name: string; guard: GuardRecord } | undefined,
  guard: GuardRecord,
  seen: ReadonlySet<string>,
): string | undefined {
  if (before === undefined) return firstRecord(guard);
  const { name, guard: last } = before;
  if (last.recordSha256 === undefined) return afterUnsealed(name, last, guard, seen);
  if (guard.recordSha256 === undefined) return byRevision(name, last, guard);
  if (guard.recordSha256 === last.recordSha256) return undefined;
  if (guard.previousSha256 === last.recordSha256) return byRevision(name, last, guard);
  if (seen.has(guard.recordSha256)) {
    return `its record (revision ${guard.revision}) is an earlier one, though ${name} had left revision ${last.revision}: an older state was imported`;
  }
  if (guard.previousSha256 === undefined) {
    return `its record (revision ${guard.revision}) is a first one, though ${name} had left revision ${last.revision}: the guard was removed from the state and made again`;
  }
  return seen.has(guard.previousSha256)
    ? `its record (revision ${guard.revision}) does not follow that of ${name} (revision ${last.revision}), but an earlier one: two runs went on from the same record`
    : `its record (revision ${guard.revision}) does not follow that of ${name} (revision ${last.revision}): what lies between is missing`;
}

function firstRecord({ revision, previousSha256 }: GuardRecord): string | undefined {
  if (previousSha256 === undefined && revision <= 1) return undefined;
  return `the history begins with revision ${revision} of the record: what was before is missing`;
}

/** The first record with a hash names none before it, since that had none. */
function afterUnsealed(
  name: string,
  last: GuardRecord,
  guard: GuardRecord,
  seen: ReadonlySet<string>,
): string | undefined {
  const { revision, previousSha256 } = guard;
  if (previousSha256 === undefined || seen.has(previousSha256)) {
    return byRevision(name, last, guard);
  }
  return `its record (revision ${revision}) follows one with a hash, and that of ${name} (revision ${last.revision}) has none: it was altered, or what lies between is missing`;
}

/** Records without a seal still count on. */
function byRevision(name: string, last: GuardRecord, guard: GuardRecord): string | undefined {
  const step = guard.revision - last.revision;
  // A scope map of a later revision raises it further, after an older state was imported.
  if (step === 0 || step === 1) return undefined;
  return step > 0
    ? `its record has revision ${guard.revision}, that of ${name} has ${last.revision}: what lies between is missing`
    : `its record has revision ${guard.revision}, that of ${name} had ${last.revision} already: an older state was imported`;
}
