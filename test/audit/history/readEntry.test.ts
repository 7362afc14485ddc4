// What is read from an entry of the history, by file and by the CLI, and the problem of a damaged one.

import { createHash } from "node:crypto";
import { expect } from "chai";
import { readEntry } from "../../../audit/history/readEntry";

const ENTRY = {
  kind: "update",
  startTime: 1796057211,
  message:
    "Let Contoso in\n\nPull-request: 12\nApproved-by: grace, linus\nRun: https://ci.example/7",
  environment: {
    "git.head": "abc",
    "git.author": "Ada",
    "git.dirty": "true",
    "exec.kind": "cli",
    "ci.pr.number": "11",
  },
  config: { "customer-access:password": { secure: "v1:secret" } },
  version: 0,
  result: "succeeded",
  endTime: 1796057212,
  resourceChanges: { same: 11, update: 2 },
};

const FACTS = {
  kind: "update",
  startedAt: "2026-11-30T16:46:51.000Z",
  endedAt: "2026-11-30T16:46:52.000Z",
  result: "succeeded",
  message: "Let Contoso in",
  provenance: {
    commit: "abc",
    author: "Ada",
    pullRequest: "12",
    approvers: ["grace", "linus"],
    run: "https://ci.example/7",
  },
  trailers: { pullRequest: "12", approvers: ["grace", "linus"], run: "https://ci.example/7" },
  isDirty: true,
  changes: { same: 11, update: 2 },
  contentSha256: sha256(
    `{"endedAt":"2026-11-30T16:46:52.000Z","environment":{"ci.pr.number":"11","exec.kind":"cli","git.author":"Ada","git.dirty":"true","git.head":"abc"},"kind":"update","message":${JSON.stringify(ENTRY.message)},"resourceChanges":{"same":11,"update":2},"result":"succeeded","startedAt":"2026-11-30T16:46:51.000Z"}`,
  ),
};

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

describe("an entry of the history", () => {
  it("says when, what, how it ended and who was behind it; the message's trailers take precedence", () => {
    expect(readEntry(JSON.stringify(ENTRY))).to.deep.equal({ value: FACTS });
  });

  it("is the same as `pulumi stack history --json` prints it", () => {
    const printed = {
      ...ENTRY,
      startTime: "2026-11-30T16:46:51.000Z",
      endTime: "2026-11-30T16:46:52.000Z",
    };
    expect(readEntry(printed)).to.deep.equal({ value: FACTS });
  });

  it("is unfinished where no end is noted", () => {
    const { endTime: _, resourceChanges: __, ...begun } = ENTRY;
    const reading = readEntry({ ...begun, result: "in-progress", environment: {}, message: "" });
    expect(reading).to.deep.equal({
      value: {
        kind: "update",
        startedAt: FACTS.startedAt,
        result: "unfinished",
        message: "",
        provenance: {},
        changes: {},
        contentSha256: sha256(
          `{"environment":{},"kind":"update","message":"","result":"in-progress","startedAt":"${FACTS.startedAt}"}`,
        ),
      },
    });
  });

  it("takes for trailers only a last paragraph that has nothing else", () => {
    const authors = [
      "Author: Eve",
      "Fix\n\nAuthor: Eve and\nothers",
      "Fix\n\nAuthor: Eve\n\nThe end",
      "Fix\n\nAuthor: Eve\n",
    ].map((message) => {
      const reading = readEntry({ ...ENTRY, message });
      return "value" in reading && reading.value.provenance.author;
    });
    expect(authors).to.deep.equal(["Ada", "Ada", "Ada", "Eve"]);
  });

  it("says what is wrong with it", () => {
    const problems = [
      "",
      '{"kind":"upd',
      "7",
      "{}",
      { kind: "update" },
      { kind: "update", startTime: 1e20 },
      { ...ENTRY, endTime: 5 },
    ];
    expect(problems.map((each) => readEntry(each))).to.deep.equal([
      { problem: "is empty" },
      { problem: "is cut off or damaged: it is no JSON" },
      { problem: "is no entry of a history" },
      { problem: "is no entry of a history" },
      { problem: "is damaged: it does not say when the run began" },
      { problem: "is damaged: it does not say when the run began" },
      {
        problem:
          "is damaged: it ends (1970-01-01T00:00:05.000Z) before it begins (2026-11-30T16:46:51.000Z)",
      },
    ]);
  });
});
