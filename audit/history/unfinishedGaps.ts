// Names what a run had begun and never finished: the state does not say whether it was done in Azure.
import type { Gap, HistoryEntry } from "../snapshot";

/** Each of them once, at the entry whose checkpoint has it first. */
export function unfinishedGaps(entries: readonly HistoryEntry[]): Gap[] {
  const read = entries.filter(({ snapshot }) => snapshot !== undefined);
  return read.flatMap(({ name, snapshot }, index) => {
    const before = read[index - 1]?.snapshot?.unfinished ?? [];
    return (snapshot?.unfinished ?? [])
      .filter((what) => !before.includes(what))
      .map((what) => ({
        at: name,
        words: `${what} was begun by a run that was killed, and never finished: whether it was done in Azure is not known`,
      }));
  });
}
