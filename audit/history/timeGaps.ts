// Finds entries whose times contradict each other: their own, that in the file's name, and that in the checkpoint.
import type { Gap, HistoryEntry } from "../snapshot";

/** The engine writes an entry right after its run; a slow network counts as right after. */
const LATEST_MS = 10 * 60_000;
/** Entries have whole seconds, checkpoints fractions. */
const ROUNDING_MS = 1_000;

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

function nameGaps({ name, startedAt, endedAt, problem }: HistoryEntry): Gap[] {
  const named = timeInName(name);
  if (named === undefined || endedAt === undefined || problem !== undefined) return [];
  const late = Date.parse(named) - Date.parse(endedAt);
  if (late >= -ROUNDING_MS && late <= LATEST_MS) return [];
  const words = `its name was given at ${named}, but it says that the run lasted from ${startedAt} to ${endedAt}: it was renamed or altered`;
  return [{ at: name, words }];
}

function checkpointGaps(
  { name, endedAt, snapshot }: HistoryEntry,
  before: HistoryEntry | undefined,
): Gap[] {
  const writtenAt = snapshot?.writtenAt;
  if (writtenAt === undefined) return [];
  const end = endedAt ?? timeInName(name);
  if (end !== undefined && Date.parse(writtenAt) > Date.parse(end) + ROUNDING_MS) {
    const words = `its checkpoint was written at ${writtenAt}, after the run had ended at ${end}: it is of another run, or was altered`;
    return [{ at: name, words }];
  }
  const earlier = before?.snapshot?.writtenAt;
  if (earlier === undefined || Date.parse(writtenAt) >= Date.parse(earlier)) return [];
  const words = `its checkpoint (${writtenAt}) is older than that of ${before?.name} (${earlier}): an older state was imported, or the files were exchanged`;
  return [{ at: name, words }];
}

function writtenBefore(entries: readonly HistoryEntry[], index: number): HistoryEntry | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    if (entries[at]?.snapshot?.writtenAt !== undefined) return entries[at];
  }
  return undefined;
}
