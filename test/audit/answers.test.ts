// Each answer over one small history, in full.
import { expect } from "chai";
import { accessAnswer } from "../../audit/answers/access";
import { changesAnswer } from "../../audit/answers/changes";
import { credentialsAnswer } from "../../audit/answers/credentials";
import { customerAnswer } from "../../audit/answers/customer";
import { repositoryAnswer, repositoryHistory } from "../../audit/answers/repository";
import { livesOf } from "../../audit/livesOf";
import { slot, type ToldUpdate, toldHistory } from "./toldHistory";

const one = slot("password1", "2026-01-01", "2026-04-01");
const two = slot("password2", "2026-03-01", "2026-06-01");
const by = (commit: string, author: string, approvers: string[]) => ({
  provenance: { commit: commit.repeat(40), author, pullRequest: "41", approvers },
});

const UPDATES: ToldUpdate[] = [
  {
    at: "2026-01-01T10:00:00.000Z",
    message: "Let Contoso in",
    customers: { contoso: { slots: [one], repositories: ["app/api", "base/*"] } },
    ...by("a", "Ana", ["Bo"]),
  },
  {
    at: "2026-01-02T02:00:00.000Z",
    customers: { contoso: { slots: [one], repositories: ["app/api", "base/*"] } },
  },
  {
    at: "2026-03-01T10:00:00.000Z",
    customers: {
      contoso: { slots: [one, two], repositories: ["base/*"] },
      fabrikam: { enabled: false, until: "2026-12-31" },
    },
    ...by("b", "Bo", []),
  },
];

const AS_OF = "2026-03-15T23:59:59.999Z";
const lives = () => livesOf(toldHistory(UPDATES), AS_OF);

describe("the auditor's answers", () => {
  it("say who may pull what", () => {
    const { title, rows, notes } = accessAnswer(lives());
    expect({ title, rows, notes }).to.deep.equal({
      title: "Who may pull what: customer-access/dev at 2026-03-15 23:59 UTC, after 3 updates",
      rows: [
        ["contoso", "active", "base/*", "content/read", "14 days old", "-"],
        ["fabrikam", "suspended", "app/api", "content/read", "none works", "-"],
      ],
      notes: ["1 customer of 2 can pull"],
    });
  });

  it("say that an active customer whose password has ended cannot pull", () => {
    const { rows, notes } = accessAnswer(livesOf(toldHistory(UPDATES), "2026-06-02T00:00:00.000Z"));
    expect([rows[0], notes]).to.deep.equal([
      ["contoso", "active, no password works", "base/*", "content/read", "none works", "-"],
      ["0 customers of 2 can pull"],
    ]);
  });

  it("say what changed between two moments, and count the runs that changed nothing", () => {
    const { title, rows, notes } = changesAnswer(lives(), {
      from: "2026-01-01T10:00:10.000Z",
      to: AS_OF,
    });
    expect({ title, rows, notes }).to.deep.equal({
      title:
        "What changed in customer-access/dev from 2026-01-01 10:00 UTC to 2026-03-15 23:59 UTC",
      rows: [
        [
          "2026-03-01 10:00 UTC",
          "3",
          "commit bbbbbbb by Bo; #41",
          "contoso",
          "may no longer pull app/api; password2 issued, announced to end on 2026-06-01",
        ],
        [
          "2026-03-01 10:00 UTC",
          "3",
          "commit bbbbbbb by Bo; #41",
          "fabrikam",
          "created, suspended: may pull app/api, until 2026-12-31",
        ],
      ],
      notes: [
        "1 more run changed no access and no password",
        "the longest time without a run was 1,400 hours",
        "runs that were refused are not in the history; --runs names the log that the pipeline keeps",
      ],
    });
  });

  it("say of an update that its folder had changes that are in no commit, also if it changed nothing", () => {
    const dirty = UPDATES.map((update): ToldUpdate => ({ ...update, isDirty: true }));
    const asked = { from: "2026-01-01T10:00:10.000Z", to: AS_OF };
    const { rows, notes, data } = changesAnswer(livesOf(toldHistory(dirty), AS_OF), asked);
    expect(rows.map((row) => row[2])).to.deep.equal([
      "commit bbbbbbb by Bo; #41; with changes that are in no commit",
      "commit bbbbbbb by Bo; #41; with changes that are in no commit",
    ]);
    expect(notes[0]).to.equal(
      "1 more run changed no access and no password, of which 1 ran with changes that are in no commit",
    );
    const { changes } = data as { changes: { number: number; isDirty?: true }[] };
    expect(changes.map(({ number, isDirty }) => [number, isDirty])).to.deep.equal([[3, true]]);
  });

  it("list runs that the log has and the history has not", () => {
    const period = { from: "2026-01-01T00:00:00.000Z", to: AS_OF };
    const runs = [
      {
        time: "2026-02-01T09:00:00Z",
        verdict: "refused",
        reason: "takes access",
        commit: "c".repeat(40),
      },
      { time: "2026-02-02T09:00:00Z", verdict: "failed", stack: "other" },
      { time: "2026-02-03T09:00:00Z", verdict: "succeeded" },
      { time: "2026-04-03T09:00:00Z", verdict: "refused" },
    ];
    const { rows, notes } = changesAnswer(lives(), { ...period, runs });
    expect(rows.filter(([, update]) => update === "none")).to.deep.equal([
      ["2026-02-01 09:00 UTC", "none", "commit ccccccc", "-", "a run was refused: takes access"],
    ]);
    expect(notes).to.include("who approved is as the runs noted it");
    expect(notes.filter((note) => note.includes("--runs"))).to.deep.equal([
      "not known: runs of customer-access/dev that were refused before 2026-02-01 09:00 UTC or after 2026-04-03 09:00 UTC: the run log (--runs) reaches no further",
    ]);
  });

  it("tell the life of a customer", () => {
    const answer = customerAnswer(lives(), "contoso");
    expect(answer?.rows).to.deep.equal([
      [
        "2026-01-01 10:00 UTC",
        "created: may pull app/api and base/*",
        "update 1, 2026-01-01 10:00 UTC, commit aaaaaaa by Ana, #41 approved by Bo",
      ],
      [
        "2026-01-01 10:00 UTC",
        "password1 issued, announced to end on 2026-04-01",
        "update 1, 2026-01-01 10:00 UTC, commit aaaaaaa by Ana, #41 approved by Bo",
      ],
      [
        "2026-03-01 10:00 UTC",
        "may no longer pull app/api",
        "update 3, 2026-03-01 10:00 UTC, commit bbbbbbb by Bo, #41",
      ],
      [
        "2026-03-01 10:00 UTC",
        "password2 issued, announced to end on 2026-06-01",
        "update 3, 2026-03-01 10:00 UTC, commit bbbbbbb by Bo, #41",
      ],
    ]);
    expect(customerAnswer(lives(), "tailspin")).to.equal(undefined);
  });

  it("name everyone who can pull a repository, a prefix included, and since when", () => {
    expect(repositoryAnswer(lives(), "base/node").rows).to.deep.equal([
      [
        "contoso",
        "base/*",
        "active",
        "update 1, 2026-01-01 10:00 UTC, commit aaaaaaa by Ana, #41 approved by Bo",
      ],
    ]);
    expect(
      repositoryAnswer(lives(), "app/api").rows.map(([customer, , state]) => [customer, state]),
    ).to.deep.equal([["fabrikam", "suspended"]]);
  });

  it("name everyone who could ever pull a repository", () => {
    expect(
      repositoryHistory(lives(), "app/api").rows.map(([customer, lines, , to]) => [
        customer,
        lines,
        to,
      ]),
    ).to.deep.equal([
      ["contoso", "app/api", "update 3, 2026-03-01 10:00 UTC, commit bbbbbbb by Bo, #41"],
    ]);
  });

  it("list every password with its announced and its real end", () => {
    const { rows, notes } = credentialsAnswer(
      livesOf(toldHistory(UPDATES), "2026-04-02T00:00:00.000Z"),
    );
    expect({ rows, notes }).to.deep.equal({
      rows: [
        [
          "contoso",
          "password1",
          "2026-01-01 10:00 UTC",
          "2026-04-01",
          "2026-04-01 00:00 UTC",
          "rotated",
        ],
        ["contoso", "password2", "2026-03-01 10:00 UTC", "2026-06-01", "-", "in use"],
      ],
      notes: ["2 passwords; 0 ended before the announced end"],
    });
  });
});
