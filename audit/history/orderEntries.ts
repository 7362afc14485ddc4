// Puts the entries of a history in order: by time, but never a record before the one that it follows.
import type { Gap, HistoryEntry } from "../snapshot";

/**
 * Orders entries by the time at which the run began, then by name, and corrects that by the chain of records.
 *
 * Times and names can be set by whoever may write the files, and differ between machines. A record names the one
 * before it by SHA-256, so an entry that comes before its predecessor is moved behind it, and a gap says so.
 */
export function orderEntries(entries: readonly HistoryEntry[]): {
  readonly entries: readonly HistoryEntry[];
  readonly gaps: readonly Gap[];
} {
  const byTime = [...entries].sort(inTime);
  const known = new Set(byTime.flatMap((entry) => recordOf(entry) ?? []));
  const placed = new Set<string>();
  const ordered: HistoryEntry[] = [];
  const gaps: Gap[] = [];
  let waiting: HistoryEntry[] = [];

  const mustWait = (entry: HistoryEntry) => {
    const previous = previousOf(entry);
    return previous !== undefined && known.has(previous) && !placed.has(previous);
  };
  const place = (entry: HistoryEntry) => {
    ordered.push(entry);
    const record = recordOf(entry);
    if (record === undefined || placed.has(record)) return;
    placed.add(record);
    const [free, rest] = partition(waiting, (each) => !mustWait(each));
    waiting = rest;
    for (const each of free) {
      gaps.push({
        at: each.name,
        words: `its time (${each.startedAt}) is before that of ${entry.name} (${entry.startedAt}), but its record follows that one; it counts as later`,
      });
      place(each);
    }
  };
  for (const entry of byTime) {
    if (mustWait(entry)) waiting.push(entry);
    else place(entry);
  }
  for (const entry of waiting) {
    gaps.push({ at: entry.name, words: "its record follows itself: it was altered" });
  }
  return { entries: [...ordered, ...waiting], gaps };
}

/** SHA-256 of the record that an entry left, and of the one before that record. */
export function recordOf({ snapshot }: HistoryEntry): string | undefined {
  return snapshot?.guard?.recordSha256;
}

export function previousOf({ snapshot }: HistoryEntry): string | undefined {
  return snapshot?.guard?.previousSha256;
}

function inTime(one: HistoryEntry, other: HistoryEntry): number {
  return (
    compare(one.startedAt, other.startedAt) ||
    compare(one.endedAt ?? "", other.endedAt ?? "") ||
    // Names end with nanoseconds, or are the versions of Pulumi Cloud.
    compare(one.name.padStart(64), other.name.padStart(64))
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function partition<Item>(
  items: readonly Item[],
  fits: (item: Item) => boolean,
): [fitting: Item[], others: Item[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}
