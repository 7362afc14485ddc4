// Makes the history of a stack from the files that were found: each becomes an entry, or a gap that names it.
import type { Gap, History, HistoryEntry, Snapshot } from "../snapshot";
import { chainGaps } from "./chainGaps";
import { otherMessage, recordedProvenance } from "./messageGaps";
import { oddityGaps } from "./oddityGaps";
import { orderEntries } from "./orderEntries";
import { presentGaps } from "./presentGaps";
import type { Checkpoint } from "./readCheckpoint";
import type { EntryFacts } from "./readEntry";
import type { Reading } from "./reading";
import { stackGaps } from "./stackGaps";
import { timeGaps, timeInName } from "./timeGaps";
import { unfinishedGaps } from "./unfinishedGaps";
import { unwrittenGaps } from "./unwrittenGaps";
import { writtenRuns } from "./writtenRuns";
import { withoutWrongTimes } from "./wrongTimes";

/** One run of which something was found. */
export interface FoundEntry {
  readonly name: string;
  /** @default - there is none */
  readonly entry?: Reading<EntryFacts>;
  /** @default - there is none */
  readonly checkpoint?: Reading<Checkpoint>;
}

/** Everything that was found of one stack. */
export interface FoundHistory {
  readonly stack: string;
  readonly source: string;
  readonly entries: readonly FoundEntry[];
  /** The present state. @default - there is none */
  readonly present?: Reading<Checkpoint>;
  /** What the source itself missed. */
  readonly gaps: readonly Gap[];
}

/** Makes the history. Never fails: whatever is wrong with a file becomes a gap with the file's name. */
export function makeHistory(found: FoundHistory): History {
  const { stack, source, present } = found;
  const read = found.entries.map(readOne);
  const { entries: different, gaps: copies } = withoutCopies(
    read.flatMap(({ entry }) => entry ?? []),
  );
  const { entries: ordered, gaps: disorder } = orderEntries(different);
  const contradictions = timeGaps(ordered);
  const isNamed = ({ at }: Gap) => contradictions.some((gap) => gap.at === at);
  const { entries, gaps: wrongTimes } = withoutWrongTimes(ordered);
  const state = present !== undefined && "value" in present ? present.value.snapshot : undefined;
  return {
    stack,
    source,
    entries,
    written: writtenRuns(found.entries),
    ...(state === undefined ? {} : { present: state }),
    gaps: [
      ...found.gaps,
      ...stackGaps(stack, [
        ...found.entries,
        ...(present === undefined ? [] : [{ checkpoint: present }]),
      ]),
      ...read.flatMap(({ gaps }) => gaps),
      ...copies,
      ...disorder,
      ...contradictions,
      ...wrongTimes.filter((gap) => !isNamed(gap)),
      ...chainGaps(entries),
      ...unwrittenGaps(entries),
      ...oddityGaps(entries, state),
      ...unfinishedGaps(entries),
      ...presentGaps(entries, present),
    ],
  };
}

function readOne({ name, entry, checkpoint }: FoundEntry): {
  readonly entry?: HistoryEntry;
  readonly gaps: readonly Gap[];
} {
  const problems = [...problemOf("its entry", entry), ...problemOf("its checkpoint", checkpoint)];
  const problem = problems.join("; ");
  const gaps = problems.map((words) => ({ at: name, words }));
  const snapshot =
    checkpoint !== undefined && "value" in checkpoint ? checkpoint.value.snapshot : undefined;
  const facts =
    entry !== undefined && "value" in entry ? entry.value : withoutEntry(name, snapshot);
  if (facts === undefined) {
    const words = "nothing says when this run was; it is left out";
    return { gaps: [...gaps, { at: name, words }] };
  }
  const { trailers, contentSha256: _, ...said } = facts;
  const recorded = recordedProvenance(said, snapshot?.guard);
  const other = otherMessage(trailers, recorded);
  if (other !== undefined) gaps.push({ at: name, words: other });
  const isUnfinished = entry !== undefined && "value" in entry && facts.result === "unfinished";
  return {
    entry: {
      name,
      ...said,
      ...(recorded === undefined ? {} : { provenance: recorded }),
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(problem === "" ? {} : { problem }),
    },
    gaps: isUnfinished ? [...gaps, { at: name, words: UNFINISHED }] : gaps,
  };
}

const UNFINISHED = "the run was begun and its end was never noted";

function problemOf(what: string, reading: Reading<unknown> | undefined): string[] {
  if (reading === undefined) return [`${what} is missing`];
  return "problem" in reading ? [`${what} ${reading.problem}`] : [];
}

/** A checkpoint whose entry is lost still says what was there, at the time of its name or of its own. */
function withoutEntry(name: string, snapshot: Snapshot | undefined): EntryFacts | undefined {
  const time = timeInName(name) ?? snapshot?.writtenAt;
  if (time === undefined) return undefined;
  const nothing = { message: "", provenance: {}, changes: {} };
  return { kind: "unknown", startedAt: time, result: "unfinished", ...nothing };
}

/** Runs that say the same of themselves, with the same checkpoint, are one: each checkpoint has its own instant. */
function withoutCopies(entries: readonly HistoryEntry[]) {
  const first = new Map<string, HistoryEntry>();
  const gaps: Gap[] = [];
  for (const entry of entries) {
    const { name, snapshot, problem, ...facts } = entry;
    if (snapshot?.writtenAt === undefined || problem !== undefined) {
      first.set(`${first.size} ${name}`, entry);
      continue;
    }
    const key = JSON.stringify([facts, snapshot.writtenAt]);
    const original = first.get(key);
    if (original === undefined) first.set(key, entry);
    else gaps.push({ at: name, words: `is a copy of ${original.name}; it counts once` });
  }
  return { entries: [...first.values()], gaps };
}
