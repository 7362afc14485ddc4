// What no entry explains: the present state against the last entry.

import { expect } from "chai";
import { makeHistory } from "../../../audit/history/makeHistory";
import type { StoredRun } from "./storedHistory";
import { found, storedRuns } from "./storedHistory";

const RUNS = storedRuns([{ record: 1 }, { record: 2 }]);
const [FIRST, LAST] = RUNS as [StoredRun, StoredRun];
const LATER = storedRuns([{ record: 1 }, { record: 2 }, { record: 3 }])[2]?.checkpoint ?? "";

function wordsOf(runs: readonly StoredRun[], present: string | undefined): string[] {
  const history = { ...found(runs, ""), present: undefined };
  const { present: read } = found(runs, present ?? "");
  const { gaps } = makeHistory({
    ...history,
    ...(present === undefined ? {} : { present: read }),
  } as never);
  return gaps.map(({ words }) => words);
}

describe("the present state", () => {
  it("is what the last entry left", () => {
    const history = makeHistory(found(RUNS));
    expect(history.gaps).to.deep.equal([]);
    expect(history.present).to.deep.equal(history.entries[1]?.snapshot);
  });

  it("differs after a killed run or an import", () => {
    expect(wordsOf(RUNS, LATER)).to.deep.equal([
      `the stack's present state (2026-07-01T11:00:05.000Z) differs from what ${LAST.name} left, and no entry explains it: a run was killed or is under way, or the state was imported`,
    ]);
  });

  it("names what a killed run had begun", () => {
    const pending =
      '"pending_operations":[{"type":"creating","resource":{"urn":"a::b::c::contoso-token"}}],';
    const killed = LATER.replace('"resources"', () => `${pending}"resources"`);
    expect(wordsOf(RUNS, killed)[0]).to.match(
      /imported \(begun and not finished: creating contoso-token\)$/,
    );
  });

  it("shows a removed last entry, even of a run that changed nothing", () => {
    const [, , quiet] = storedRuns([{ record: 1 }, { record: 2 }, { record: 2 }]);
    expect(wordsOf(RUNS, quiet?.checkpoint)).to.deep.equal([
      `the stack's present state was written at 2026-07-01T11:00:05.000Z, and ${LAST.name} left that of 2026-07-01T10:00:05.000Z; access is the same, but an entry is missing or the state was imported`,
    ]);
  });

  it("is explained by nothing where there is no entry", () => {
    expect(wordsOf([], LATER)).to.deep.equal([
      "no entry explains the stack's present state: a run was killed, the state was imported, or the history was removed",
    ]);
    expect(wordsOf([], '{"version":3,"checkpoint":{"stack":"dev"}}')).to.deep.equal([]);
  });

  it("is named where it is missing or damaged", () => {
    expect(wordsOf(RUNS, undefined)).to.deep.equal([
      "the stack's present state is missing: what changed after the last entry cannot be told",
    ]);
    expect(wordsOf(RUNS, LATER.slice(0, 99))).to.deep.equal([
      "the stack's present state is cut off or damaged: it is no JSON",
    ]);
  });

  it("is not compared with a last entry that cannot be read", () => {
    const damaged = [FIRST, { ...LAST, checkpoint: undefined }];
    expect(wordsOf(damaged, LATER)).to.deep.equal(["its checkpoint is missing"]);
  });
});
