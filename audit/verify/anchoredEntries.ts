// Finds between which anchors entries of a history were altered, removed or added.

import { BEGINNING, chained } from "../entryChain";
import { compareNumbers } from "../history/writtenRuns";
import type { WrittenRun } from "../snapshot";
import { count, listed } from "../words";
import type { Break } from "./chains";
import { anchorName, type CoveringAnchor, timeBetween } from "./keptAnchor";

/** Where the chain stands, as an anchor says, or at the beginning. */
interface Mark {
  /** @default - it is the beginning */
  readonly anchor?: CoveringAnchor;
  readonly count: number;
  readonly sha256: string;
  /** How many of the entries that are there were written up to then. */
  readonly end: number;
}

type AnchorMark = Mark & Required<Pick<Mark, "anchor">>;

const START: Mark = { count: 0, sha256: BEGINNING, end: 0 };

/**
 * Entries that are not as anchors say.
 *
 * The chain goes on from the hash of any anchor. So what lies between two of them is verified by itself, also where
 * something before them was altered: each change is named between the last anchor before it and the first after it.
 *
 * @param anchors in their order
 */
export function entryBreaks(
  written: readonly WrittenRun[],
  anchors: readonly CoveringAnchor[],
): Break[] {
  const marks = anchors.map((anchor) => markOf(anchor, written));
  const agreeing = marks.findLast((mark) => isIntact(START, mark, written));
  const breaks: Break[] = [];
  let base = START;
  for (const mark of marks) {
    if (isIntact(base, mark, written)) base = mark;
    else if (agreeing !== undefined && mark.count <= agreeing.count) {
      breaks.push(contradiction(mark, agreeing, AGREES));
    } else if (mark.count === base.count) {
      breaks.push(contradiction(mark, base, ONE_OF_TWO));
    } else {
      breaks.push(breakBetween(base, mark, written.slice(base.end, mark.end)));
      base = mark;
    }
  }
  return breaks;
}

function markOf(anchor: CoveringAnchor, written: readonly WrittenRun[]): AnchorMark {
  const { count, last, sha256 } = anchor.entries;
  const later = written.findIndex(({ number }) => compareNumbers(number, last) > 0);
  return { anchor, count, sha256, end: later < 0 ? written.length : later };
}

/** Is each entry between the two as it was? */
function isIntact(from: Mark, to: Mark, written: readonly WrittenRun[]): boolean {
  if (to.end - from.end !== to.count - from.count) return false;
  return chained(from.sha256, written.slice(from.end, to.end)) === to.sha256;
}

const AGREES = "with which the history agrees: it is of another history, or was altered";
const ONE_OF_TWO =
  "which has as many entries: one of the two is of another history, or was altered";

function contradiction({ anchor }: AnchorMark, { anchor: other }: Mark, words: string): Break {
  const than = other === undefined ? "" : `${anchorName(other)}, `;
  return { kind: "anchor", at: anchor.name, words: `contradicts ${than}${words}` };
}

function breakBetween(from: Mark, to: AnchorMark, there: readonly WrittenRun[]): Break {
  const words = changeWords(to.count - from.count, there);
  return {
    kind: "anchor",
    at: to.anchor.name,
    words: `${timeBetween(from.anchor, to.anchor)} ${words}`,
  };
}

/** How what is there differs from so many entries as were there. */
function changeWords(anchored: number, there: readonly WrittenRun[]): string {
  const names = namesOf(there);
  if (there.length > anchored) {
    const more = there.length - anchored;
    return `${count(more, "entry was", "entries were")} added, and others may be altered: there are ${names}`;
  }
  if (there.length < anchored) {
    const was = `${count(anchored - there.length, "entry was", "entries were")} removed`;
    return there.length === 0 ? was : `${was}, and others may be altered: there are ${names}`;
  }
  return anchored === 1
    ? `an entry was altered: ${names}`
    : `an entry was altered, or removed and another one added: there are ${names}`;
}

function namesOf(runs: readonly WrittenRun[]): string {
  const names = runs.map(({ name }) => name);
  if (names.length <= MOST_NAMES) return listed(names);
  return `${names.length} from ${names[0]} to ${names.at(-1)}`;
}

const MOST_NAMES = 4;
