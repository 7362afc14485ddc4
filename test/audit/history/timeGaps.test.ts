// The times of an entry and its checkpoint: what the engine and Pulumi Cloud write is no gap, and what contradicts it is one.

import { expect } from "chai";
import { makeHistory } from "../../../audit/history/makeHistory";
import { found, type Left, type StoredRun, storedRuns } from "./storedHistory";

const CHANGES: readonly Left[] = [{ record: 1 }, { record: 2 }, { record: 2 }, { record: 3 }];

/** The gaps as `at: words`. */
function gapsOf(runs: readonly StoredRun[]): string[] {
  return makeHistory(found(runs)).gaps.map(({ at, words }) => `${at}: ${words}`);
}

/** The runs, of which the second is changed. */
function changed(change: (run: StoredRun) => Partial<StoredRun>): StoredRun[] {
  return storedRuns(CHANGES).map((run, at) => (at === 1 ? { ...run, ...change(run) } : run));
}

describe("the times of an entry and its checkpoint", () => {
  it("allow for a last checkpoint that was written after the end was noted, before the file was named", () => {
    const early = (text?: string) => text?.replace(/"endTime":\d+/, '"endTime":1782900002');
    const runs = changed(({ entry }) => ({ entry: early(entry) }));
    expect(gapsOf(runs)).to.deep.equal([]);
  });

  it("do not blame the checkpoint of an entry that was renamed to an earlier time", () => {
    const early = `dev-${Date.parse("2026-07-01T09:59:00Z")}000000`;
    expect(gapsOf(changed(() => ({ name: early })))).to.deep.equal([
      `${early}: its name was given at 2026-07-01T09:59:00.000Z, but it says that the run lasted from 2026-07-01T10:00:00.000Z to 2026-07-01T10:00:10.000Z: it was renamed or altered`,
    ]);
  });

  it("allow for two clocks where an entry has a number, and for no more", () => {
    const gaps = (startTime: number, endTime: number) => {
      const times = `"startTime":${startTime},"endTime":${endTime}`;
      const lasting = (text?: string) => text?.replace(/"startTime":\d+,"endTime":\d+/, times);
      const [run] = storedRuns([{ record: 1 }]) as [StoredRun];
      return gapsOf([{ ...run, name: "1", entry: lasting(run.entry) }]);
    };
    const written = Date.parse("2026-07-01T09:00:05Z") / 1000;
    expect(gaps(written - 1_000, written - 600)).to.deep.equal([]);
    expect(gaps(written + 600, written + 1_000)).to.deep.equal([]);
    expect(gaps(written - 1_000, written - 601)).to.deep.equal([
      "1: its checkpoint was written at 2026-07-01T09:00:05.000Z, after the run had ended at 2026-07-01T08:50:04.000Z: it is of another run, or was altered",
    ]);
    expect(gaps(written + 601, written + 1_000)).to.deep.equal([
      "1: its checkpoint was written at 2026-07-01T09:00:05.000Z, before the run began at 2026-07-01T09:10:06.000Z: it is of another run, or this one was made up",
    ]);
  });
});
