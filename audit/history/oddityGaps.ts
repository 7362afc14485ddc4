// Names what a checkpoint holds and the engine never writes: somebody edited the state, or the file.
import type { Gap, HistoryEntry, Snapshot } from "../snapshot";

/** Each of them once, where it is first seen; also in the present state, which has no name. */
export function oddityGaps(entries: readonly HistoryEntry[], present: Snapshot | undefined): Gap[] {
  const found = [...entries, ...(present === undefined ? [] : [{ snapshot: present }])];
  return found.flatMap((entry, index): Gap[] => {
    const before = odditiesIn(found[index - 1]?.snapshot);
    const what = "name" in entry ? "its checkpoint" : "the stack's present state";
    return odditiesIn(entry.snapshot)
      .filter((words) => !before.includes(words))
      .map((words) => ({
        ...("name" in entry ? { at: entry.name } : {}),
        words: `${what} was edited: ${words}`,
      }));
  });
}

/** The record is made before any customer, and deleted after them. */
function odditiesIn(snapshot: Snapshot | undefined): string[] {
  if (snapshot === undefined) return [];
  const { guard, customers, oddities = [] } = snapshot;
  const isBare = guard === undefined && customers.length > 0;
  return [...oddities, ...(isBare ? ["it has customers and no record of what was declared"] : [])];
}
