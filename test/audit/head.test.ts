// The head of a history: what it covers stays the same, whatever is written after it was made.

import { expect } from "chai";
import { BEGINNING, chained } from "../../audit/entryChain";
import { coverageIn, coverageOf } from "../../audit/head";
import { makeHistory } from "../../audit/history/makeHistory";
import { entryBreaks } from "../../audit/verify/anchoredEntries";
import { coveringAnchors } from "../../audit/verify/keptAnchor";
import { anchorHead } from "../../cli/audit/anchorHead";
import { found, type StoredRun, storedRuns } from "./history/storedHistory";

const RUNS = storedRuns([{ record: 1 }, { record: 2 }, { record: 2 }]);
const [FIRST, SECOND, THIRD] = RUNS as [StoredRun, StoredRun, StoredRun];
const numberOf = ({ name }: StoredRun) => name.replace("dev-", "");
const written = (runs: readonly StoredRun[]) => makeHistory(found(runs)).written;
const env = { CUSTOMER_ACCESS_NOW: "2026-07-02T00:00:00Z", ARM_METADATA_HOSTNAME: "localhost" };

/** Does a history differ from what an anchor of an earlier one has seen? */
function differs(now: readonly StoredRun[], then: readonly StoredRun[]): boolean {
  const coverage = coverageOf({ written: written(then) });
  if (coverage === undefined) throw new Error("nothing is covered");
  const anchor = { name: "a:1", revision: 1, recordSha256: "", ...coverage };
  return entryBreaks(written(now), coveringAnchors([anchor])).length > 0;
}

describe("the head of a history", () => {
  it("has number, last and chained hash of the entries", () => {
    const all = written(RUNS);
    expect(coverageOf({ written: all })?.entries).to.deep.equal({
      count: 3,
      last: numberOf(THIRD),
      sha256: chained(BEGINNING, all),
    });
  });

  it("is right after a run that began before the last entry was written, and ended later", () => {
    // Somebody broke its lock: the third run began and ended in the meantime.
    const entry = JSON.parse(SECOND.entry ?? "") as { endTime: number };
    const endTime = entry.endTime + 2 * 3_600;
    const late: StoredRun = {
      name: `dev-${endTime * 1_000 + 500}000000`,
      entry: JSON.stringify({ ...entry, endTime }),
      checkpoint: SECOND.checkpoint,
    };
    const now = [FIRST, THIRD, late];
    const { entries } = makeHistory(found(now));
    expect(entries.map(({ name }) => name)).to.deep.equal([FIRST.name, late.name, THIRD.name]);
    expect(differs(now, [FIRST, THIRD])).to.equal(false);
    expect(differs([FIRST, late], [FIRST, THIRD])).to.equal(true);
  });

  it("leaves out the last entry while it is being written", () => {
    const half: StoredRun[] = [
      { ...THIRD, checkpoint: undefined },
      { ...THIRD, entry: undefined },
      { ...THIRD, entry: THIRD.entry?.slice(0, 40) },
      { ...THIRD, entry: THIRD.entry?.replace('"succeeded"', '"in-progress"') },
    ];
    for (const third of half) {
      const coverage = coverageOf({ written: written([FIRST, SECOND, third]) });
      expect(coverage?.entries).to.include({ count: 2, last: numberOf(SECOND) });
      expect(differs(RUNS, [FIRST, SECOND, third])).to.equal(false);
      // Once it was whole it must stay so.
      expect(differs([FIRST, SECOND, third], RUNS)).to.equal(true);
    }
    const damaged = [{ ...FIRST, checkpoint: "{" }, SECOND, THIRD];
    expect(coverageOf({ written: written(damaged) })?.entries.count).to.equal(3);
    expect(differs(damaged, damaged)).to.equal(false);
    expect(differs(RUNS, damaged)).to.equal(true);
  });

  it("is not made where files did not come, or none is whole", () => {
    const history = makeHistory(found(RUNS));
    const unread = makeHistory({
      ...found(RUNS),
      entries: found(RUNS).entries.map((each, index) =>
        index === 1
          ? { ...each, checkpoint: { problem: "cannot be read: EACCES", isUnread: true } }
          : each,
      ),
    });
    const why = (of: typeof history) => {
      try {
        return anchorHead(of, "--anchor", env).entries?.count;
      } catch (thrown) {
        const { message, remedy } = thrown as Error & { remedy: string };
        return `${message} | ${remedy}`;
      }
    };
    expect(why(history)).to.equal(3);
    expect(why(unread)).to.equal(
      `--anchor: not all of the history was read: ${SECOND.name} cannot be read: EACCES | try again; an anchor without these entries would say later that they were altered`,
    );
    expect(why(makeHistory(found(RUNS.map((run) => ({ ...run, entry: undefined })))))).to.equal(
      "--anchor: no run of customer-access/dev has both of its files | name the place with the whole history: entries and checkpoints",
    );
  });

  it("is read only in its form", () => {
    const sha256 = "a".repeat(64);
    const entries = { count: 1, last: "12", sha256 };
    const credentials = { contoso: { events: 2, sha256 } };
    expect(coverageIn({ more: 1 })).to.deep.equal({});
    expect(coverageIn({ entries, credentials })).to.deep.equal({ entries, credentials });
    const wrong: object[] = [
      { entries },
      { credentials },
      { entries: [], credentials },
      { entries: { ...entries, count: 0 }, credentials },
      { entries: { ...entries, count: "1" }, credentials },
      { entries: { ...entries, last: 12 }, credentials },
      { entries: { ...entries, last: "12\u001b[31m" }, credentials },
      { entries: { ...entries, sha256: "a" }, credentials },
      { entries, credentials: [] },
      { entries, credentials: { contoso: null } },
      { entries, credentials: { contoso: { events: 1.5, sha256 } } },
      { entries, credentials: { contoso: { events: 1 } } },
    ];
    for (const value of wrong) {
      expect(coverageIn({ ...value }), JSON.stringify(value)).to.equal(undefined);
    }
  });
});
