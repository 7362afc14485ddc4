// A quarter's statement: each kind of exception is found where it is, and nothing where all is in order.
import { expect } from "chai";
import type { Decision } from "../../audit/attest/decisions";
import type { CommitFacts } from "../../audit/attest/facts";
import { statement } from "../../audit/attest/statement";
import { livesOf } from "../../audit/livesOf";
import { quarterOf } from "../../cli/audit/moments";
import { slot, type ToldUpdate, toldHistory } from "./toldHistory";

const A = "a".repeat(40);
const B = "b".repeat(40);
const FILE = "f".repeat(64);
const PROVENANCE = { commit: A, author: "ana", pullRequest: "41", approvers: ["bo"] };
const UNKNOWN = ["not known", "not known", "not known"];
const PASSWORD = slot("password1", "2026-07-10", "2026-12-31");

function stated(
  updates: readonly ToldUpdate[],
  more: { commits?: CommitFacts; decisions?: Decision[]; runs?: [] } = {},
) {
  const { name = "2026Q3", ...period } = { name: "2026Q3", ...quarterOf("2026Q3") };
  return statement({
    stacks: [livesOf(toldHistory(updates), period.to)],
    period: { name, ...period },
    tool: "c".repeat(40),
    madeAt: "2026-10-05T08:00:00.000Z",
    evidence: [],
    ...more,
  });
}

/** In order: approved, from a commit whose file it is, and as declared. */
const inOrder: ToldUpdate = {
  at: "2026-07-10T10:00:00.000Z",
  customers: { contoso: { slots: [PASSWORD] } },
  guard: { fileSha256: FILE },
  provenance: PROVENANCE,
};
const commits: CommitFacts = { fileAt: new Map([[A, FILE]]), inTime: [] };

function kindsIn(updates: readonly ToldUpdate[], more: Parameters<typeof stated>[1] = { commits }) {
  const { exceptions } = stated(updates, more).data as {
    exceptions: { kind: string; words: string }[];
  };
  return exceptions.map(({ kind, words }) => `${kind}: ${words}`);
}

describe("a quarter's statement", () => {
  it("finds no exception where all is in order", () => {
    const answer = stated([inOrder], { commits });
    expect({ rows: answer.rows, hasFindings: answer.hasFindings }).to.deep.equal({
      rows: [
        ["customer-access/dev", "unknown", "beginning of 2026-07-01", ...UNKNOWN],
        ["customer-access/dev", "unknown", "end of 2026-09-30", "1", "1", "1"],
      ],
      hasFindings: false,
    });
  });

  const cases: { name: string; update: ToldUpdate; commits?: CommitFacts; found: string[] }[] = [
    {
      name: "a change that nobody approved",
      update: { ...inOrder, provenance: { commit: A, author: "ana" } },
      found: ["notApproved: update 1 changed access, and notes nobody's approval"],
    },
    {
      name: "one approved by its author alone, whatever the case of the name",
      update: { ...inOrder, provenance: { ...PROVENANCE, approvers: ["Ana"] } },
      found: ["selfApproved: update 1 was approved by Ana alone, who made the change"],
    },
    {
      name: "one from no commit",
      update: { ...inOrder, provenance: { approvers: ["bo"] } },
      found: ["noCommit: update 1 notes no commit"],
    },
    {
      name: "one from a commit that the clone does not know",
      update: { ...inOrder, provenance: { ...PROVENANCE, commit: B } },
      found: [`unknownCommit: update 1 is from commit bbbbbbb, which has no such file here`],
    },
    {
      name: "one from another file than that of its commit",
      update: { ...inOrder, guard: { fileSha256: "0".repeat(64) } },
      found: ["otherFile: update 1 was made from another file than the one of its commit aaaaaaa"],
    },
    {
      name: "a commit that was never applied",
      update: inOrder,
      commits: {
        ...commits,
        inTime: [
          { commit: A, author: "Ana", at: "2026-07-10T09:00:00.000Z", fileSha256: FILE },
          { commit: B, author: "Bo", at: "2026-08-01T09:00:00.000Z", fileSha256: "1".repeat(64) },
        ],
      },
      found: ["neverApplied: commit bbbbbbb by Bo: no update has its file"],
    },
    {
      name: "a run from a working copy with changes that are in no commit",
      update: { ...inOrder, isDirty: true },
      found: ["dirty: update 1 ran in a folder with changes that are in no commit"],
    },
    {
      name: "a run that failed",
      update: { ...inOrder, result: "failed" },
      found: ["failed: update 1 failed"],
    },
    {
      name: "an acknowledged loss",
      update: {
        ...inOrder,
        guard: {
          fileSha256: FILE,
          acknowledge: [{ customers: ["contoso"], reason: "left", until: "2026-08-01" }],
        },
      },
      found: [
        "acknowledged: update 1 acknowledges that contoso may lose access until 2026-08-01: left",
      ],
    },
    {
      name: "what was not done as declared",
      update: {
        ...inOrder,
        customers: { contoso: { slots: [PASSWORD], declaredRepositories: ["app/web"] } },
      },
      found: [
        'differs: contoso was not as declared since update 1, and still is not: the record says "active; contoso-pull; content/read; app/web"',
      ],
    },
    {
      name: "a password that ran out",
      update: {
        ...inOrder,
        customers: { contoso: { slots: [slot("password1", "2026-07-10", "2026-08-01")] } },
      },
      found: ["ranOut: contoso: password1 of 2026-07-10 ended as announced, without a successor"],
    },
  ];
  for (const { name, update, found, commits: given = commits } of cases) {
    it(`finds ${name}`, () => {
      expect(kindsIn([update], { commits: given })).to.deep.equal(found);
    });
  }

  it("finds a password that somebody removed", () => {
    const later = {
      ...inOrder,
      at: "2026-08-01T10:00:00.000Z",
      customers: { contoso: { slots: [slot("password1", "2026-07-31", "2026-12-31")] } },
    };
    expect(kindsIn([inOrder, later])).to.deep.equal([
      "passwordLost: contoso: password1 of 2026-07-10 was removed or replaced outside Pulumi, announced to end on 2026-12-31",
    ]);
  });

  it("counts what lasted into the quarter, and leaves out what was before or after", () => {
    const early = {
      ...inOrder,
      at: "2026-06-30T23:00:00.000Z",
      provenance: {},
      customers: { contoso: { declaredRepositories: ["app/web"] } },
    };
    const late = { ...inOrder, at: "2026-10-01T00:00:00.000Z", provenance: {} };
    expect(kindsIn([early, late]).map((each) => each.split(":")[0])).to.deep.equal(["differs"]);
  });

  it("lists what reviewers decided and nobody did", () => {
    const both = {
      ...inOrder,
      customers: { contoso: { slots: [PASSWORD] }, fabrikam: { slots: [PASSWORD] } },
    };
    const decisions: Decision[] = [
      { customer: "contoso", decision: "remove", by: "Ana", on: "2026-07-20" },
      { customer: "tailspin", decision: "keep", by: "Ana", on: "2026-07-20" },
    ];
    const { undecided } = stated([both], { commits, decisions }).data as { undecided: object[] };
    expect(undecided).to.deep.equal([
      { customer: "contoso", words: "to be removed by Ana on 2026-07-20, and can still pull" },
      { customer: "fabrikam", words: "nobody decided" },
      {
        customer: "tailspin",
        words: "decided about, but the history of customer-access/dev knows nobody of this name",
      },
    ]);
  });
});

describe("decisions", () => {
  it("are compared with the present, not with the end of the quarter", () => {
    const later = { ...inOrder, at: "2026-10-03T10:00:00.000Z", customers: {} };
    const history = toldHistory([inOrder, later]);
    const period = { name: "2026Q3", ...quarterOf("2026Q3") };
    const args = {
      stacks: [livesOf(history, period.to)],
      period,
      tool: "c".repeat(40),
      madeAt: "2026-10-05T08:00:00.000Z",
      evidence: [],
    };
    const open = (decision: "keep" | "remove") => {
      const decisions = [{ customer: "contoso", decision, by: "Ana", on: "2026-10-01" }];
      const present = [livesOf(history, args.madeAt)];
      return (statement({ ...args, present, decisions }).data as { undecided: object[] }).undecided;
    };
    expect(open("remove")).to.deep.equal([]);
    expect(open("keep")).to.deep.equal([
      { customer: "contoso", words: "to be kept by Ana on 2026-10-01, and is no longer there" },
    ]);
  });
});
