// Finds entries after the last that an anchor covers, though by their times it must have seen them.

import { oneLine } from "../answers/answer";
import { timeInName } from "../history/timeGaps";
import { compareNumbers } from "../history/writtenRuns";
import type { History, HistoryEntry } from "../snapshot";
import type { Break } from "./chains";
import type { CoveringAnchor } from "./keptAnchor";

/**
 * Entries that are no continuation of what the last anchor covers: they were over before it was made, or began before
 * an entry that it covers, and so change answers about a time of which it says that nothing was altered.
 *
 * @param anchors in their order
 */
export function laterBreaks(
  { entries, written }: Pick<History, "entries" | "written">,
  anchors: readonly CoveringAnchor[],
): Break[] {
  const anchor = anchors.at(-1);
  if (anchor === undefined) return [];
  const isLater = new Set(
    written.filter(({ number }) => compareNumbers(number, anchor.entries.last) > 0).map(nameOf),
  );
  const covered = entries
    .filter(({ name }) => !isLater.has(name))
    .reduce<HistoryEntry | undefined>(
      (last, entry) => (last === undefined || entry.startedAt > last.startedAt ? entry : last),
      undefined,
    );
  return entries
    .filter(({ name }) => isLater.has(name))
    .flatMap((entry) => {
      const why = missed(entry, anchor) ?? before(entry, covered);
      const words = `has not seen ${oneLine(entry.name)}, which ${why}`;
      return why === undefined ? [] : [{ kind: "anchor" as const, at: anchor.name, words }];
    });
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function missed({ name, endedAt }: HistoryEntry, { time }: CoveringAnchor): string | undefined {
  const over = timeInName(name) ?? endedAt;
  if (time === undefined || over === undefined) return undefined;
  if (Date.parse(time) - Date.parse(over) < CLOCKS_MS) return undefined;
  return `was over at ${over}, before it was made (${time}): the run was added later, or the anchor was made of a copy without it`;
}

function before(
  { startedAt }: HistoryEntry,
  covered: HistoryEntry | undefined,
): string | undefined {
  if (covered === undefined || startedAt >= covered.startedAt) return undefined;
  return `began at ${startedAt}, before ${oneLine(covered.name)} (${covered.startedAt}), which it has seen: the run was added later, its times were altered, or the two ran at once`;
}

/** The clocks of two machines differ by less. */
const CLOCKS_MS = 10 * 60_000;
