// Files of a history that were altered to mislead: other times, another stack, another message.

import { expect } from "chai";
import { makeHistory } from "../../../audit/history/makeHistory";
import { found, type Left, type StoredRun, storedRuns } from "./storedHistory";

const CHANGES: readonly Left[] = [{ record: 1 }, { record: 2 }, { record: 2 }, { record: 3 }];
const NAMES = storedRuns(CHANGES).map(({ name }) => name);
const SECOND = NAMES[1] ?? "";

/** The runs, of which one is changed. */
function changed(index: number, change: (run: StoredRun) => Partial<StoredRun>): StoredRun[] {
  return storedRuns(CHANGES).map((run, at) => (at === index ? { ...run, ...change(run) } : run));
}

/** The gaps as `at: words`. */
function gapsOf(runs: readonly StoredRun[]): string[] {
  return makeHistory(found(runs)).gaps.map(({ at = "", words }) => `${at}: ${words}`);
}

describe("an altered file of a history", () => {
  it("is named where a resource is there twice, once for all runs that have it", () => {
    const runs = storedRuns([{ record: 1 }, { record: 2 }, { record: 3 }]);
    const twice = runs.map(({ checkpoint = "", ...run }, index) => {
      const parsed = JSON.parse(checkpoint) as {
        checkpoint: { latest: { resources: object[] } };
      };
      const { latest } = parsed.checkpoint;
      if (index > 0) latest.resources.push(...latest.resources);
      return { ...run, checkpoint: JSON.stringify(parsed) };
    });
    const { gaps } = makeHistory(found(twice));
    expect(gaps).to.deep.equal([
      { at: runs[1]?.name, words: "its checkpoint was edited: access-guard is there twice" },
    ]);
  });

  it("does not let an altered end hide what came after, and names it", () => {
    const ended = (entry?: string) =>
      entry?.replace(/"endTime":\d+/, `"endTime":${Date.parse("2027-07-01T00:00:00Z") / 1000}`);
    for (const index of [1, 3]) {
      const runs = changed(index, ({ entry }) => ({ entry: ended(entry) }));
      const { entries, gaps } = makeHistory(found(runs));
      expect(entries[index]?.endedAt).to.match(/^2026-07-01T1\d:00:05.000Z$/);
      expect(gaps.map(({ at }) => at)).to.deep.equal([NAMES[index]]);
    }
    // Pulumi Cloud has versions for names, which say no time.
    const unnamed = changed(1, ({ entry }) => ({ entry: ended(entry) })).map((run, at) => ({
      ...run,
      name: `${at + 1}`,
    }));
    expect(makeHistory(found(unnamed)).gaps).to.deep.equal([
      {
        at: "2",
        words:
          "it says that the run ended at 2027-07-01T00:00:00.000Z, though the next one began at 2026-07-01T11:00:00.000Z: it was altered; this end does not count",
      },
    ]);
  });

  it("does not let an altered beginning hide what came after", () => {
    const begun = (entry?: string) =>
      entry?.replace(/"(start|end)Time":\d+/g, (_, part) => {
        return `"${part}Time":${Date.parse("2027-07-01T00:00:00Z") / 1000}`;
      });
    const runs = storedRuns([{ record: 1 }, { record: 2 }, { record: 3 }]).map((run, index) =>
      index === 1 ? { ...run, entry: begun(run.entry) } : run,
    );
    const { entries, gaps } = makeHistory(found(runs));
    expect(entries.map(({ startedAt, endedAt }) => [startedAt, endedAt])).to.deep.equal([
      ["2026-07-01T09:00:00.000Z", "2026-07-01T09:00:10.000Z"],
      ["2026-07-01T09:00:10.000Z", "2026-07-01T10:00:05.000Z"],
      ["2026-07-01T11:00:00.000Z", "2026-07-01T11:00:10.000Z"],
    ]);
    expect(gaps.map(({ at }) => at)).to.include(SECOND);
  });

  it("names a run that says how it went, and not when it ended", () => {
    const endless = (entry?: string) => entry?.replace(/"endTime":\d+/, '"endTime":0');
    const words = "it says that the run succeeded, and not when it ended: it was altered or added";
    expect(gapsOf(changed(2, ({ entry }) => ({ entry: endless(entry) })))).to.deep.equal([
      `${NAMES[2]}: ${words}`,
    ]);
  });

  it("names a run whose name is none that Pulumi gives", () => {
    const words = "its name has no time, as Pulumi gives it: it was renamed or added";
    for (const name of ["dev-20000000000000000000", "dev-7", "dev"]) {
      const runs = changed(3, () => ({ name }));
      expect(gapsOf(runs)).to.deep.equal([`${name}: ${words}`]);
    }
  });

  it("names a run that was made up of another one's files, with other times or another message", () => {
    const [first, second, third, fourth] = storedRuns(CHANGES) as [
      StoredRun,
      StoredRun,
      StoredRun,
      StoredRun,
    ];
    const saying = ({ entry, checkpoint }: StoredRun, name: string, more: object): StoredRun => ({
      name,
      entry: JSON.stringify({ ...JSON.parse(entry ?? ""), ...more }),
      checkpoint,
    });
    const startMs = Date.parse("2026-07-01T10:30:00Z");
    const times = { startTime: startMs / 1_000, endTime: startMs / 1_000 + 2 };
    const nightly = saying(second, `dev-${startMs + 2_500}000000`, times);
    expect(gapsOf([first, second, nightly, third, fourth])).to.deep.equal([
      `${nightly.name}: its checkpoint was written at 2026-07-01T10:00:05.000Z, before the run began at 2026-07-01T10:30:00.000Z: it is of another run, or this one was made up`,
    ]);
    const twice = saying(second, second.name.replace(/0$/, "1"), { message: "Nightly run" });
    expect(gapsOf([first, second, twice, third, fourth])).to.deep.equal([
      `${twice.name}: its checkpoint is that of ${second.name}, written at 2026-07-01T10:00:05.000Z: one of the two was made up`,
    ]);
  });

  it("is no run that failed before it wrote a checkpoint, or that found nothing to destroy", () => {
    const [first, second, ...rest] = storedRuns(CHANGES) as [StoredRun, StoredRun];
    const failed = second.entry?.replace("succeeded", "failed");
    const early = { ...second, entry: failed, checkpoint: first.checkpoint };
    expect(gapsOf([first, early, ...rest])).to.deep.equal([]);
    const gone = storedRuns([{ record: 1 }, { record: 1, isRemoved: true }, { record: 1 }]);
    const [made, removed, again] = gone as [StoredRun, StoredRun, StoredRun];
    expect(gapsOf([made, removed, { ...again, checkpoint: removed.checkpoint }])).to.deep.equal([]);
  });

  it("names a checkpoint of another stack", () => {
    const other = (checkpoint?: string) =>
      checkpoint?.replace("organization/customer-access/dev", "organization/other/prod");
    expect(
      gapsOf(changed(1, ({ checkpoint }) => ({ checkpoint: other(checkpoint) }))),
    ).to.deep.equal([
      `${SECOND}: its checkpoint is of stack other/prod, not of customer-access/dev: the stack was renamed, or the file is another stack's`,
    ]);
    const urns = (checkpoint?: string) =>
      checkpoint?.replaceAll("urn:pulumi:dev::", "urn:pulumi:prod::");
    const both = storedRuns(CHANGES).map((run, index) =>
      index === 1 || index === 2 ? { ...run, checkpoint: urns(run.checkpoint) } : run,
    );
    expect(gapsOf(both)).to.deep.equal([
      `${SECOND}: its checkpoint is of stack customer-access/prod, not of customer-access/dev (and 1 more after it): the stack was renamed, or the file is another stack's`,
    ]);
  });

  it("takes who was behind a run from its record, and names a message that says otherwise", () => {
    const recorded = { commit: "a".repeat(40), approvers: ["grace"] };
    const runs = (message: string, modified: string) =>
      changed(1, ({ entry, checkpoint }) => {
        const state = JSON.parse(checkpoint ?? "");
        const [guard] = state.checkpoint.latest.resources;
        guard.modified = modified;
        guard.outputs.provenance = recorded;
        return {
          entry: JSON.stringify({
            ...JSON.parse(entry ?? ""),
            message,
            environment: { "git.head": "b".repeat(40), "git.author": "Mallory" },
          }),
          checkpoint: JSON.stringify(state),
        };
      });
    const during = "2026-07-01T10:00:04Z";
    const forged = makeHistory(
      found(runs("Rotate\n\nPull-Request: 99\nApproved-by: linus", during)),
    );
    expect(forged.entries[1]?.provenance).to.deep.equal(recorded);
    expect(forged.gaps[0]).to.deep.equal({
      at: SECOND,
      words:
        "its message names another pull request and approver than its record: one of the two was altered; the record counts",
    });
    const agreed = makeHistory(
      found(runs(`Rotate\n\nCommit: ${"a".repeat(40)}\nApproved-by: grace`, during)),
    );
    expect(agreed.gaps).to.deep.equal([]);
    // A run that wrote no record has only its message.
    const quiet = makeHistory(found(runs("Nightly\n\nApproved-by: linus", "2026-07-01T09:00:04Z")));
    expect(quiet.entries[1]?.provenance.approvers).to.deep.equal(["linus"]);
    expect(quiet.gaps).to.deep.equal([]);
  });
});
