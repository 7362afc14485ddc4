// Finds entries whose times contradict each other: their own, that in the file's name, and that in the checkpoint.
import type { Gap, HistoryEntry } from "../snapshot";

/** The engine writes an entry right after its run; a slow network counts as right after. */
const LATEST_MS = 10 * 60_000;
/** Entries have whole seconds, checkpoints fractions. */
const ROUNDING_MS = 1_000;

/** Pulumi Cloud numbers runs. */
const VERSION = /^\d+$/;

/** Compares the times of each entry, in the order of the entries. */
export function timeGaps(entries: readonly HistoryEntry[]): Gap[] {
  return entries.flatMap((entry, index) => [
    ...nameGaps(entry),
    ...checkpointGaps(entry, writtenBefore(entries, index)),
  ]);
}

/** The time in the name of a file, `dev-1796056249706688548`, in nanoseconds since 1970. */
export function timeInName(name: string): string | undefined {
  const [, ms] = /-(\d{13})\d{6}$/.exec(name) ?? [];
  return ms === undefined ? undefined : new Date(Number(ms)).toISOString();
}

function nameGaps({ name, startedAt, endedAt, result, problem }: HistoryEntry): Gap[] {
  if (problem !== undefined) return [];
  const named = timeInName(name);
  if (named === undefined && !VERSION.test(name)) {
    return [
      { at: name, words: "its name has no time, as Pulumi gives it: it was renamed or added" },
    ];
  }
  if (endedAt === undefined) {
    // That it was never finished has a gap of its own.
    if (result === "unfinished") return [];
    const words = `it says that the run ${result}, and not when it ended: it was altered or added`;
    return [{ at: name, words }];
  }
  if (named === undefined) return [];
  const late = Date.parse(named) - Date.parse(endedAt);
  if (late >= -ROUNDING_MS && late <= LATEST_MS) return [];
  const words = `its name was given at ${named}, but it says that the run lasted from ${startedAt} to ${endedAt}: it was renamed or altered`;
  return [{ at: name, words }];
}

function checkpointGaps(entry: HistoryEntry, before: HistoryEntry | undefined): Gap[] {
  const { name, startedAt, endedAt, snapshot } = entry;
  const writtenAt = snapshot?.writtenAt;
  if (writtenAt === undefined) return [];
  // The engine notes the end of a run, then writes the last checkpoint, which can take long, and then names the entry:
  // https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/backend/diy/backend.go (`end`, `manager.Close`, `addToHistory`).
  const named = timeInName(name);
  const end = [named, endedAt]
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
  // Pulumi Cloud numbers its entries, and gives them the times of its own clock.
  const toleranceMs = named === undefined ? LATEST_MS : ROUNDING_MS;
  if (end !== undefined && Date.parse(writtenAt) > Date.parse(end) + toleranceMs) {
    const words = `its checkpoint was written at ${writtenAt}, after the run had ended at ${end}: it is of another run, or was altered`;
    return [{ at: name, words }];
  }
  const earlier = before?.snapshot?.writtenAt;
  if (earlier !== undefined && Date.parse(writtenAt) < Date.parse(earlier)) {
    const words = `its checkpoint (${writtenAt}) is older than that of ${before?.name} (${earlier}): an older state was imported, or the files were exchanged`;
    return [{ at: name, words }];
  }
  if (hasNothingWritten(entry)) return [];
  if (Date.parse(writtenAt) < Date.parse(startedAt) - toleranceMs) {
    const words = `its checkpoint was written at ${writtenAt}, before the run began at ${startedAt}: it is of another run, or this one was made up`;
    return [{ at: name, words }];
  }
  if (writtenAt !== earlier) return [];
  const words = `its checkpoint is that of ${before?.name}, written at ${writtenAt}: one of the two was made up`;
  return [{ at: name, words }];
}

/**
 * The engine writes a checkpoint once a run has looked at a resource, also where nothing changes. A run that fails
 * before that keeps the one from before, and so does one over an empty state, or whose entry is lost.
 */
function hasNothingWritten({ result, startedAt, snapshot }: HistoryEntry): boolean {
  if (snapshot?.guard === undefined && snapshot?.customers.length === 0) return true;
  return result !== "succeeded" && Date.parse(snapshot?.writtenAt ?? "") < Date.parse(startedAt);
}

function writtenBefore(entries: readonly HistoryEntry[], index: number): HistoryEntry | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    if (entries[at]?.snapshot?.writtenAt !== undefined) return entries[at];
  }
  return undefined;
}
