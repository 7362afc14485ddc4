// The drafts of each kind of token: what they say, and why some need a decision.

import { expect } from "chai";
import type { DraftInput } from "../../../cli/adopt/draft";
import { draftEntries } from "../../../cli/adopt/draftEntries";
import { DRAFT_CASES } from "./draftCases";
import { found, scopeMap, token } from "./foundTokens";
import { CUSTOMER, SHEET_CASES, sheet } from "./sheetCases";

/** What is drafted in short form: the entries by id, notes and problems of each token. */
function drafted(input: DraftInput): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    draftEntries(input).drafts.map(({ token: name, entries, notes, problems }) => [
      name,
      {
        ...Object.fromEntries(entries.map(({ id, entry }) => [id, entry])),
        ...(notes.length === 0 ? {} : { notes }),
        ...(problems.length === 0 ? {} : { problems }),
      },
    ]),
  );
}

describe("the drafts of tokens", () => {
  for (const { name, input, expected } of [...DRAFT_CASES, ...SHEET_CASES]) {
    it(name, () => {
      const made = drafted(input);
      expect(made).to.deep.equal(expected);
      expect(Object.keys(made)).to.deep.equal(Object.keys(expected));
    });
  }

  it("leave out whom the file lists, and what a stack declares", () => {
    const mark = (customer: string, owner: string) => ({
      description: `rights of ${customer}, declared by ${owner}`,
    });
    const { drafts, declared, inFile } = draftEntries(
      found(
        [
          token("contoso-pull"),
          token("theirs"),
          token("bound", { map: "theirs" }),
          token("removed-pull"),
          token("by-hand", { map: "contoso-pull" }),
        ],
        [
          scopeMap("contoso-pull", mark("contoso", "x7k2pd4q")),
          scopeMap("theirs", mark("wingtip", "k3m9qw2z")),
          scopeMap("removed-pull", mark("removed", "x7k2pd4q")),
          scopeMap("bound"),
        ],
        { customers: [CUSTOMER], owner: "x7k2pd4q" },
      ),
    );
    expect(inFile).to.deep.equal(["contoso-pull"]);
    expect(declared).to.deep.equal([
      { token: "theirs", customer: "wingtip", owner: "k3m9qw2z", isOwn: false },
      { token: "bound", customer: "wingtip", owner: "k3m9qw2z", isOwn: false },
      { token: "removed-pull", customer: "removed", owner: "x7k2pd4q", isOwn: true },
    ]);
    expect(drafts.map((each) => each.token)).to.deep.equal(["by-hand"]);
  });

  it("report each row that fits no token", () => {
    const { sheetProblems } = draftEntries(
      found(
        [token("contoso-pull"), token("litware"), token("fabrikam-1"), token("fabrikam-2")],
        [],
        {
          customers: [CUSTOMER],
          sheet: sheet(
            [
              "token,id",
              "litwear,",
              "nobody-at-all,",
              ",unknown",
              "litware,contoso",
              "litware,litware",
              "fabrikam-1,litware",
              "litware,litware",
              "contoso-pull,contoso",
              ",litware",
            ].join("\n"),
          ),
        },
      ),
    );
    expect(sheetProblems).to.deep.equal([
      'customers.csv:2: the registry has no token "litwear"; did you mean "litware"?',
      'customers.csv:3: the registry has no token "nobody-at-all"; correct it, or remove the row',
      'customers.csv:4: there is no token for the id "unknown"; name it in a column token',
      "customers.csv:5: the id contoso is in the customers file, with the token Contoso-Pull; give another id",
      "customers.csv:7: the id litware is that of token litware in row 6; a customer has one token: give each an id",
      "customers.csv:8: says what row 6 says; remove one of them",
      "customers.csv:10: says what row 6 says; remove one of them",
    ]);
  });
});
