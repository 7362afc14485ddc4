// Passes over times that cannot be: an altered end must not hide what came after it.
import type { Gap, HistoryEntry } from "../snapshot";
import { timeInName } from "./timeGaps";

/** The clocks of two machines differ by less. */
const DAY_MS = 24 * 3_600_000;

/**
 * Replaces the times of a run that says it was later than runs after it, by more than a day.
 *
 * A stack has one run at a time. What the checkpoint or the file's name says counts instead, if it fits.
 *
 * @param entries in the order of the history
 */
export function withoutWrongTimes(entries: readonly HistoryEntry[]): {
  readonly entries: readonly HistoryEntry[];
  readonly gaps: readonly Gap[];
} {
  const gaps: Gap[] = [];
  const right: HistoryEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const limit = entries[index + 1]?.startedAt ?? timeInName(entry.name);
    const { fitting, words } = fittingTimes(entry, limit, right.at(-1));
    right.push(fitting);
    if (words !== undefined) gaps.push({ at: entry.name, words });
  }
  return { entries: right, gaps };
}

/** The entry with times that fit between the one before and the limit, and what was wrong with its end. */
function fittingTimes(
  entry: HistoryEntry,
  limit: string | undefined,
  before: HistoryEntry | undefined,
): { readonly fitting: HistoryEntry; readonly words?: string } {
  const { name, startedAt, endedAt, ...facts } = entry;
  const isLate = (time = "") => Date.parse(time) - Date.parse(limit ?? "") > DAY_MS;
  const start = isLate(startedAt) ? (before?.endedAt ?? before?.startedAt) : startedAt;
  const end = evidence(entry).find((time) => !isLate(time) && time >= (start ?? ""));
  if (isLate(startedAt)) {
    // The order of the entries has a gap for it. Without evidence the next one may be what was altered.
    if (end === undefined) return { fitting: entry };
    return { fitting: { name, startedAt: start ?? end, endedAt: end, ...facts } };
  }
  if (!isLate(endedAt)) return { fitting: entry };
  return {
    fitting: { name, startedAt, ...(end === undefined ? {} : { endedAt: end }), ...facts },
    words: `it says that the run ended at ${endedAt}, though the next one began at ${limit}: it was altered; this end does not count`,
  };
}

/** When the run was, by what else was written then. */
function evidence({ name, snapshot }: HistoryEntry): string[] {
  return [snapshot?.writtenAt, timeInName(name)]
    .map((time) => Date.parse(time ?? ""))
    .filter((ms) => !Number.isNaN(ms))
    .map((ms) => new Date(ms).toISOString());
}
