// The order of a history and its gaps: each kind of damage is named, with the file and in full.

import { expect } from "chai";
import { makeHistory } from "../../../audit/history/makeHistory";
import { found, type Left, type StoredRun, storedRuns } from "./storedHistory";

const CHANGES: readonly Left[] = [{ record: 1 }, { record: 2 }, { record: 2 }, { record: 3 }];
const NAMES = storedRuns(CHANGES).map(({ name }) => name);
const [FIRST, SECOND, THIRD, FOURTH] = NAMES as [string, string, string, string];

/** Names in the order of the history, and the gaps as `at: words`. */
function read(runs: readonly StoredRun[], present?: string) {
  const { entries, gaps } = makeHistory(found(runs, present ?? runs.at(-1)?.checkpoint));
  return {
    order: entries.map(({ name }) => NAMES.indexOf(name)),
    gaps: gaps.map(({ at, words }) => (at === undefined ? words : `${at}: ${words}`)),
  };
}

/** The runs, of which one is changed. */
function changed(index: number, change: (run: StoredRun) => Partial<StoredRun>): StoredRun[] {
  return storedRuns(CHANGES).map((run, at) => (at === index ? { ...run, ...change(run) } : run));
}

const COMPLETE = storedRuns(CHANGES).at(-1)?.checkpoint;

describe("a history", () => {
  it("has no gap where every record follows the one before", () => {
    expect(read(storedRuns(CHANGES))).to.deep.equal({ order: [0, 1, 2, 3], gaps: [] });
  });

  it("does not depend on the order in which files are listed", () => {
    const runs = storedRuns(CHANGES).reverse();
    expect(read(runs, COMPLETE)).to.deep.equal({ order: [0, 1, 2, 3], gaps: [] });
  });

  it("names an entry that is missing or damaged, and keeps what its checkpoint says", () => {
    const words = "its entry is cut off or damaged: it is no JSON";
    const history = makeHistory(found(changed(1, ({ entry }) => ({ entry: entry?.slice(0, 40) }))));
    expect(history.gaps).to.deep.equal([{ at: SECOND, words }]);
    expect({ ...history.entries[1], snapshot: undefined }).to.deep.equal({
      name: SECOND,
      kind: "unknown",
      startedAt: "2026-07-01T10:00:10.500Z",
      result: "unfinished",
      message: "",
      provenance: {},
      changes: {},
      problem: words,
      snapshot: undefined,
    });
    expect(history.entries[1]?.snapshot?.guard?.revision).to.equal(2);
    expect(read(changed(1, () => ({ entry: undefined }))).gaps).to.deep.equal([
      `${SECOND}: its entry is missing`,
    ]);
  });

  it("names a checkpoint that is missing or damaged, and keeps what its entry says", () => {
    const history = makeHistory(found(changed(2, () => ({ checkpoint: "" }))));
    expect(history.gaps).to.deep.equal([{ at: THIRD, words: "its checkpoint is empty" }]);
    const { snapshot, problem, message } = history.entries[2] ?? {};
    expect({ snapshot, problem, message }).to.deep.equal({
      snapshot: undefined,
      problem: "its checkpoint is empty",
      message: "run 2",
    });
    expect(read(changed(2, () => ({ checkpoint: undefined }))).gaps).to.deep.equal([
      `${THIRD}: its checkpoint is missing`,
    ]);
  });

  it("leaves nothing out that cannot be dated without saying so", () => {
    const runs = changed(1, () => ({ name: "dev", entry: "x", checkpoint: "y" }));
    expect(read(runs)).to.deep.equal({
      order: [0, 2, 3],
      gaps: [
        "dev: its entry is cut off or damaged: it is no JSON",
        "dev: its checkpoint is cut off or damaged: it is no JSON",
        "dev: nothing says when this run was; it is left out",
      ],
    });
  });

  it("names a record that is missing between two", () => {
    expect(
      read(storedRuns(CHANGES).filter((_, index) => index === 0 || index === 3)).gaps,
    ).to.deep.equal([
      `${FOURTH}: its record (revision 3) does not follow that of ${FIRST} (revision 1): what lies between is missing`,
    ]);
    const unsealed = CHANGES.map((each) => ({ ...each, isSealed: false }));
    expect(
      read(storedRuns(unsealed).filter((_, index) => index === 0 || index === 3)).gaps,
    ).to.deep.equal([
      `${FOURTH}: its record has revision 3, that of ${FIRST} has 1: what lies between is missing`,
    ]);
  });

  it("names a beginning that is missing", () => {
    expect(read(storedRuns(CHANGES).slice(1)).gaps).to.deep.equal([
      `${SECOND}: the history begins with revision 2 of the record: what was before is missing`,
    ]);
  });

  it("names two runs that went on from the same record, an older record, and a guard that was made again", () => {
    const gapsOf = (...left: Left[]) => read(storedRuns(left)).gaps;
    expect(gapsOf({ record: 1 }, { record: 2 }, { record: 3, previous: 1 })).to.deep.equal([
      `${THIRD}: its record (revision 3) does not follow that of ${SECOND} (revision 2), but an earlier one: two runs went on from the same record`,
    ]);
    expect(gapsOf({ record: 1 }, { record: 2 }, { record: 1 })).to.deep.equal([
      `${THIRD}: its record (revision 1) is an earlier one, though ${SECOND} had left revision 2: an older state was imported`,
    ]);
    expect(gapsOf({ record: 1 }, { record: 2 }, { record: 3, previous: 0 })).to.deep.equal([
      `${THIRD}: its record (revision 3) is a first one, though ${SECOND} had left revision 2: the guard was removed from the state and made again`,
    ]);
    expect(
      gapsOf({ record: 2, isSealed: false, previous: 0 }, { record: 1, isSealed: false }),
    ).to.have.length(2);
  });

  it("names a record without a hash after one with a hash, and one that follows such a record", () => {
    const [one, two, three, four] = CHANGES.map((each) => ({ ...each })) as [
      Left,
      Left,
      Left,
      Left,
    ];
    const gapsOf = (...left: Left[]) => read(storedRuns(left)).gaps;
    const stripped = (left: Left) => ({ ...left, isSealed: false });
    expect(gapsOf(one, stripped(two), stripped(three), four)).to.deep.equal([
      `${SECOND}: its record (revision 2) has no hash, and that of ${FIRST} (revision 1) has one: it was altered, or an earlier version wrote it`,
      `${FOURTH}: its record (revision 3) follows one with a hash, and that of ${THIRD} (revision 2) has none: it was altered, or what lies between is missing`,
    ]);
    expect(gapsOf(stripped(one), two)).to.deep.equal([
      `${SECOND}: its record (revision 2) follows one with a hash, and that of ${FIRST} (revision 1) has none: it was altered, or what lies between is missing`,
    ]);
    // Of a stack that was made by an earlier version.
    expect(gapsOf(stripped(one), { ...two, previous: 0 }, { record: 3 })).to.deep.equal([]);
  });

  it("names a record that follows another one, though the checkpoint before has none", () => {
    const left = [{ record: 1 }, { record: 2 }, { record: 2, isRemoved: true }, { record: 3 }];
    expect(read(storedRuns(left)).gaps).to.deep.equal([
      `${FOURTH}: its record (revision 3) follows another one, though ${THIRD} has none: that one was altered, or an older state was imported`,
    ]);
  });

  it("begins again without a gap after a destroy", () => {
    expect(
      read(
        storedRuns([{ record: 1 }, { record: 2 }, { record: 2, isRemoved: true }, { record: 1 }]),
      ),
    ).to.deep.equal({
      order: [0, 1, 2, 3],
      gaps: [],
    });
  });

  it("follows the records where times say otherwise, and says so", () => {
    const [one, two] = storedRuns([{ record: 2 }, { record: 1 }]) as [StoredRun, StoredRun];
    expect(read([one, two], one.checkpoint)).to.deep.equal({
      order: [1, 0],
      gaps: [
        `${FIRST}: its time (2026-07-01T09:00:00.000Z) is before that of ${SECOND} (2026-07-01T10:00:00.000Z), but its record follows that one; it counts as later`,
        `${FIRST}: its checkpoint (2026-07-01T09:00:05.000Z) is older than that of ${SECOND} (2026-07-01T10:00:05.000Z): an older state was imported, or the files were exchanged`,
      ],
    });
  });

  it("ends for records that follow each other in a circle", () => {
    const circle = storedRuns([
      { record: 1, previous: 2 },
      { record: 2, previous: 1 },
    ]);
    expect(read(circle).gaps.filter((gap) => gap.includes("follows itself"))).to.deep.equal([
      `${FIRST}: its record follows itself: it was altered`,
      `${SECOND}: its record follows itself: it was altered`,
    ]);
  });

  it("counts a copy of a run once, and names it", () => {
    const runs = storedRuns(CHANGES);
    const copy = { ...(runs[1] as StoredRun), name: "dev-1782907999000000000" };
    expect(read([...runs, copy], COMPLETE)).to.deep.equal({
      order: [0, 1, 2, 3],
      gaps: [`${copy.name}: is a copy of ${SECOND}; it counts once`],
    });
  });

  it("names checkpoints that were exchanged", () => {
    const [one, two, three, four] = storedRuns(CHANGES) as [
      StoredRun,
      StoredRun,
      StoredRun,
      StoredRun,
    ];
    const runs = [
      one,
      { ...two, checkpoint: three.checkpoint },
      { ...three, checkpoint: two.checkpoint },
      four,
    ];
    expect(read(runs).gaps).to.deep.equal([
      `${SECOND}: its checkpoint was written at 2026-07-01T11:00:05.000Z, after the run had ended at 2026-07-01T10:00:10.500Z: it is of another run, or was altered`,
      `${THIRD}: its checkpoint (2026-07-01T10:00:05.000Z) is older than that of ${SECOND} (2026-07-01T11:00:05.000Z): an older state was imported, or the files were exchanged`,
    ]);
  });

  it("names a run whose time was altered", () => {
    const later = (text?: string) =>
      text?.replace(
        /("startTime":|"endTime":)(\d+)/g,
        (_, key, time) => `${key}${Number(time) - 600}`,
      );
    expect(read(changed(3, ({ entry }) => ({ entry: later(entry) }))).gaps).to.deep.equal([
      `${FOURTH}: its name was given at 2026-07-01T12:00:10.500Z, but it says that the run lasted from 2026-07-01T11:50:00.000Z to 2026-07-01T11:50:10.000Z: it was renamed or altered`,
    ]);
  });

  it("names a run that was begun and whose end was never noted", () => {
    const begun = changed(3, ({ entry }) => ({
      entry: entry?.replace('"succeeded"', '"in-progress"'),
    }));
    expect(read(begun).gaps).to.deep.equal([
      `${FOURTH}: the run was begun and its end was never noted`,
    ]);
  });
});
