// What a statement says where little is known: times without runs, gaps, what is given of other stacks and days.
import { expect } from "chai";
import type { Decision } from "../../audit/attest/decisions";
import type { CommitFacts, EvidenceFile } from "../../audit/attest/facts";
import { type StatementArgs, statement } from "../../audit/attest/statement";
import { livesOf } from "../../audit/livesOf";
import type { History } from "../../audit/snapshot";
import { quarterOf } from "../../cli/audit/moments";
import { slot, toldHistory } from "./toldHistory";

const NOW = "2026-10-05T08:00:00.000Z";
const FILE = "f".repeat(64);
const contoso = { slots: [slot("password1", "2026-07-10", "2026-12-31")] };
const told = toldHistory([
  {
    at: "2026-07-10T10:00:00.000Z",
    customers: { contoso },
    guard: { fileSha256: FILE },
    provenance: { commit: "a".repeat(40), author: "ana", approvers: ["bo"] },
  },
]);

function stated(quarter: string, more: Partial<StatementArgs> = {}, histories: History[] = [told]) {
  const { from, to, first, last } = quarterOf(quarter);
  const until = to < NOW ? to : NOW;
  return statement({
    stacks: histories.map((history) => livesOf(history, until)),
    present: histories.map((history) => livesOf(history, NOW)),
    period: { name: quarter, from, to, first, last },
    tool: "c".repeat(40),
    madeAt: NOW,
    evidence: [],
    ...more,
  });
}

describe("a statement of a time before the history", () => {
  const answer = stated("2025Q1");

  it("says that nobody is known, and is no statement that all was in order", () => {
    const unknown = ["not known", "not known", "not known"];
    expect([answer.rows, answer.hasFindings]).to.deep.equal([
      [
        ["customer-access/dev", "unknown", "beginning of 2025-01-01", ...unknown],
        ["customer-access/dev", "unknown", "end of 2025-03-31", ...unknown],
      ],
      true,
    ]);
    const { stacks } = answer.data as { stacks: { before: object; after: object }[] };
    expect([stacks[0]?.before, stacks[0]?.after]).to.deep.equal([null, null]);
  });

  it("does not say how long there was no run", () => {
    expect(answer.parts?.[0]?.notes[0]).to.equal("no run is known of this time");
  });
});

describe("a statement", () => {
  it("has a finding where the history does not tell something", () => {
    expect(stated("2026Q3").hasFindings).to.equal(false);
    const gaps = [{ words: "the stack's present state is missing" }];
    expect(stated("2026Q3", {}, [{ ...told, gaps }]).hasFindings).to.equal(true);
  });

  it("says how long there has been no run where there was none since", () => {
    expect(stated("2026Q4").parts?.[0]?.notes[0]).to.equal(
      "the longest time without a run was 2,086 hours",
    );
  });

  it("takes a commit for applied where a run after the quarter has its file", () => {
    const next = "e".repeat(64);
    const later = toldHistory([
      { at: "2026-07-10T10:00:00.000Z", customers: { contoso }, guard: { fileSha256: FILE } },
      { at: "2026-10-01T02:00:00.000Z", customers: { contoso }, guard: { fileSha256: next } },
    ]);
    const commit = { commit: "b".repeat(40), author: "Bo", at: "2026-09-30T20:00:00.000Z" };
    const commits: CommitFacts = {
      fileAt: new Map(),
      inTime: [
        { ...commit, fileSha256: next },
        { ...commit, commit: "d".repeat(40), fileSha256: "0".repeat(64) },
      ],
    };
    const { exceptions } = stated("2026Q3", { commits }, [later]).data as {
      exceptions: { kind: string; words: string }[];
    };
    expect(
      exceptions.filter(({ kind }) => kind === "neverApplied").map(({ words }) => words),
    ).to.deep.equal(["commit ddddddd by Bo: no update has its file"]);
  });

  it("compares decisions with the customers of all stacks", () => {
    const other = {
      ...toldHistory([{ at: "2026-07-10T10:00:00.000Z", customers: { fabrikam: contoso } }]),
      stack: "customer-access/test",
    };
    const keep = (customer: string): Decision => {
      return { customer, decision: "keep", by: "ana", on: "2026-10-01" };
    };
    const decisions = [keep("contoso"), keep("fabrikam"), keep("adatum")];
    const { undecided } = stated("2026Q3", { decisions }, [told, other]).data as {
      undecided: object[];
    };
    expect(undecided).to.deep.equal([
      {
        customer: "adatum",
        words:
          "decided about, but the history of customer-access/dev and customer-access/test knows nobody of this name",
      },
    ]);
  });
});

describe("evidence", () => {
  const verify: EvidenceFile = {
    name: "verify.json",
    sha256: "1".repeat(64),
    kind: "verify",
    madeAt: "2026-10-04T08:00:00.000Z",
    stack: "dev",
    findings: 0,
    notLookedAt: [],
  };
  const drift: EvidenceFile = {
    ...verify,
    name: "drift.json",
    kind: "drift",
    madeAt: "2026-09-30",
  };
  const UNPROVEN =
    "customer-access/dev: whether what was declared worked at the registry: no evidence of npm run verify was given (--evidence)";

  function given(...evidence: EvidenceFile[]) {
    const { data, hasFindings } = stated("2026Q3", { evidence });
    const { cannotTell, exceptions } = data as {
      cannotTell: string[];
      exceptions: { kind: string; words: string }[];
    };
    return {
      hasFindings,
      exceptions: exceptions.map(({ kind, words }) => `${kind}: ${words}`),
      cannotTell: cannotTell.filter((each) => /--evidence|\.json/.test(each)),
    };
  }

  it("of this stack and time proves what it is of", () => {
    const nothing = { hasFindings: false, exceptions: [] };
    expect(given(verify)).to.deep.equal({ ...nothing, cannotTell: [] });
    // Drift compares what is declared with what is there, and pulls nothing.
    expect(given(drift)).to.deep.equal({ ...nothing, cannotTell: [UNPROVEN] });
  });

  it("that found something is an exception, and what it did not look at is said", () => {
    const found = { ...drift, findings: 2, notLookedAt: ["role assignments: HTTP 403"] };
    expect(given(verify, found)).to.deep.equal({
      hasFindings: true,
      exceptions: ["evidence: drift.json (drift of 2026-09-30) found 2 things"],
      cannotTell: ["drift.json (drift of 2026-09-30) did not look at role assignments: HTTP 403"],
    });
  });

  it("of another stack or another time does not count", () => {
    const other = { ...verify, stack: "test", findings: 1 };
    const old = { ...verify, name: "old.json", madeAt: "2020-01-01T08:00:00.000Z", findings: 1 };
    const later = { ...drift, name: "later.json", madeAt: "2026-10-06", findings: 1 };
    expect(given(other, old, later)).to.deep.equal({
      hasFindings: false,
      exceptions: [],
      cannotTell: [
        UNPROVEN,
        "verify.json (verify of 2026-10-04) is of the stack test, and does not count",
        "old.json (verify of 2020-01-01) was not made between 2026-07-01 and 2026-10-05, and does not count",
        "later.json (drift of 2026-10-06) was not made between 2026-07-01 and 2026-10-05, and does not count",
      ],
    });
  });
});
