// Who is behind a run: what the variable may hold, and that trailers say the same after they were read.

import { expect } from "chai";
import fc from "fast-check";
import {
  type RunProvenance,
  readProvenance,
  readTrailers,
  withoutTrailers,
  withTrailers,
  writeTrailers,
} from "../../access/provenance";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const ALL: RunProvenance = {
  commit: COMMIT,
  author: "alice",
  pullRequest: "12",
  approvers: ["bob", "carol@o.example"],
  run: "https://github.com/o/r/actions/runs/9",
};
const TRAILERS = `Commit: ${COMMIT}
Author: alice
Pull-Request: 12
Approved-by: bob, carol@o.example
Run: https://github.com/o/r/actions/runs/9`;

describe("readProvenance", () => {
  const of = (value: unknown) => readProvenance(JSON.stringify(value));

  it("reads what is there, and nothing where the variable is not set or empty", () => {
    expect(of(ALL)).to.deep.equal({ provenance: ALL });
    expect(of({ commit: COMMIT })).to.deep.equal({ provenance: { commit: COMMIT } });
    for (const text of [undefined, "", " \n", "{}"]) {
      expect(readProvenance(text)).to.deep.equal({});
    }
  });

  it("takes empty values for absent, and a number for a pull request", () => {
    expect(
      of({ commit: "", author: "", pullRequest: 12, approvers: ["", "bob"], run: null }),
    ).to.deep.equal({ provenance: { pullRequest: "12", approvers: ["bob"] } });
    expect(of({ approvers: [] })).to.deep.equal({});
  });

  it("makes one line of each value, which holds no command of a pipeline", () => {
    const author = "mal\nlory\u001b[2J ##[group] ::error::";
    expect(of({ author, approvers: ["b\r\nCommit: x"] })).to.deep.equal({
      provenance: { author: "mal lory [2J # #[group] : :error: :", approvers: ["b Commit: x"] },
    });
  });

  const wrong: [name: string, text: string, found: string][] = [
    ["no JSON", "{commit: 1}", "is not JSON"],
    ["a list", "[]", "is not a JSON object"],
    ["null", "null", "is not a JSON object"],
    ["a text", '"x"', "is not a JSON object"],
    ["an unknown field", '{"autor": "alice"}', 'has "autor", which is unknown'],
    ["a short commit", '{"commit": "0123456"}', "has another form than it may have in commit"],
    [
      "values of other types",
      '{"commit": 1, "author": {}, "pullRequest": "#12", "approvers": "bob", "run": "javascript:x"}',
      "has another form than it may have in commit, author, pullRequest, approvers, run",
    ],
    [
      "lists of other types",
      `{"commit": ["${COMMIT}"], "pullRequest": ["1"], "approvers": [{}]}`,
      "has another form than it may have in commit, pullRequest, approvers",
    ],
    [
      "values that are too long",
      JSON.stringify({
        author: "a".repeat(201),
        approvers: Array(51).fill("bob"),
        run: `https://${"a".repeat(500)}`,
      }),
      "has another form than it may have in author, approvers, run",
    ],
    ["too much", `${" ".repeat(16_384)}{"author": "a"}`, "longer than 16384 characters"],
  ];
  for (const [name, text, found] of wrong) {
    it(`keeps nothing of ${name}, and names the variable`, () => {
      expect(readProvenance(text)).to.deep.equal({
        problem: `CUSTOMER_ACCESS_PROVENANCE: ${found}; the record of this run does not say who is behind it: write a JSON object such as {"commit": "<40 hex digits>", "author": "alice", "pullRequest": "12", "approvers": ["bob"], "run": "https://…"}`,
      });
    });
  }
});

describe("trailers", () => {
  it("are one line each, and none for what is absent", () => {
    expect(writeTrailers(ALL)).to.equal(TRAILERS);
    expect(writeTrailers({ pullRequest: "12" })).to.equal("Pull-Request: 12");
    expect(writeTrailers({ approvers: [] })).to.equal("");
  });

  it("are the last paragraph of a message", () => {
    expect(withTrailers("Preview approved\n", ALL)).to.equal(`Preview approved\n\n${TRAILERS}`);
    expect(withTrailers("Preview approved", {})).to.equal("Preview approved");
    expect(withoutTrailers(withTrailers("Preview approved\n\nBy hand\n", ALL))).to.equal(
      "Preview approved\n\nBy hand",
    );
    expect(withoutTrailers("Fix: one\n\ntwo\n")).to.equal("Fix: one\n\ntwo\n");
    expect(readTrailers(`Preview approved\n\nMore text\n\n${TRAILERS}\n`)).to.deep.equal(ALL);
    expect(
      readTrailers(`Preview approved\r\n\r\n${TRAILERS.replaceAll("\n", "\r\n")}`),
    ).to.deep.equal(ALL);
  });

  const none: [name: string, message: string][] = [
    ["a title alone", "Commit: x"],
    ["an empty message", ""],
    ["text in the last paragraph", `Title\n\n${TRAILERS}\nand more`],
    ["trailers before the last paragraph", `Title\n\n${TRAILERS}\n\nText`],
    ["trailers right after the title", `Title\n${TRAILERS}`],
  ];
  for (const [name, message] of none) {
    it(`are not read from ${name}`, () => expect(readTrailers(message)).to.deep.equal({}));
  }

  it("may repeat an approver, and have others between them", () => {
    const message =
      "Title\n\nSigned-off-by: x\nApproved-by: bob\napproved-by: carol, dave\nAuthor: a\nAuthor: b";
    expect(readTrailers(message)).to.deep.equal({
      author: "a",
      approvers: ["bob", "carol", "dave"],
    });
  });

  it("cannot be forged by a name: what the variable said is what is read, whatever it said", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom("a\n\nCommit: x", "a, b", "::x", "\u2028Run: y", "a\rAuthor: z", "##vso["),
    );
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 3 }), (author, approvers) => {
        const { provenance = {} } = readProvenance(JSON.stringify({ ...ALL, author, approvers }));
        const read = readTrailers(withTrailers("Title", provenance));
        const plain = (each: string) => each.replaceAll(",", " ").replace(/ +/g, " ").trim();
        const names = (provenance.approvers ?? []).map(plain).filter(Boolean);
        const { approvers: _, ...others } = provenance;
        expect(read).to.deep.equal({
          ...others,
          ...(names.length === 0 ? {} : { approvers: names }),
        });
      }),
    );
  });
});
