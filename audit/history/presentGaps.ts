// Compares a stack's present state with the last entry of its history.
import type { Gap, HistoryEntry, Snapshot } from "../snapshot";
import type { Checkpoint } from "./readCheckpoint";
import type { Reading } from "./reading";

/** Says what no entry explains: a killed run and `pulumi stack import` leave none. */
export function presentGaps(
  entries: readonly HistoryEntry[],
  present: Reading<Checkpoint> | undefined,
): Gap[] {
  if (present === undefined) {
    return [
      {
        words:
          "the stack's present state is missing: what changed after the last entry cannot be told",
      },
    ];
  }
  if ("problem" in present) return [{ words: `the stack's present state ${present.problem}` }];
  const { snapshot } = present.value;
  const last = entries.at(-1);
  if (last === undefined) {
    const isEmpty = snapshot.guard === undefined && snapshot.customers.length === 0;
    const words =
      "no entry explains the stack's present state: a run was killed, the state was imported, or the history was removed";
    return isEmpty ? [] : [{ words: `${words}${unfinished(snapshot)}` }];
  }
  // Its own gap says that it cannot be read.
  if (last.snapshot === undefined) return [];
  const at = snapshot.writtenAt ?? "an unknown time";
  if (!isSame(last.snapshot, snapshot)) {
    const words = `the stack's present state (${at}) differs from what ${last.name} left, and no entry explains it: a run was killed or is under way, or the state was imported`;
    return [{ words: `${words}${unfinished(snapshot)}` }];
  }
  if (snapshot.writtenAt === last.snapshot.writtenAt) return [];
  const words = `the stack's present state was written at ${at}, and ${last.name} left that of ${last.snapshot.writtenAt ?? "an unknown time"}; access is the same, but an entry is missing or the state was imported`;
  return [{ words }];
}

function unfinished({ unfinished = [] }: Snapshot): string {
  return unfinished.length === 0 ? "" : ` (begun and not finished: ${unfinished.join(", ")})`;
}

function isSame(one: Snapshot, other: Snapshot): boolean {
  return withoutTime(one) === withoutTime(other);
}

function withoutTime({ writtenAt: _, ...snapshot }: Snapshot): string {
  return JSON.stringify(snapshot);
}
