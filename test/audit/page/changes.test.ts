// What each update changed, in words.

import { expect } from "chai";
import type { Life, Lives, Span } from "../../../audit/lives";
import { changesOf } from "../../../audit/page/changes";
import { STORY } from "../../helpers/lives/story";

describe("what an update changed", () => {
  it("is said for every customer, and nothing of updates that changed nothing", () => {
    expect(said(STORY)).to.deep.equal([
      "1 contoso: created: may pull app/api | password1 issued, announced to end on 2026-05-01",
      "1 fabrikam: created: may pull base/node | password1 issued, with no announced end",
      "2 fabrikam: suspended: the token is disabled | ",
      "2 northwind: created: may pull app/api, until 2026-03-15 | password1 issued, announced to end on 2026-03-16",
      "4 contoso: may also pull base/*; actions are content/read and content/write (app/api), were content/read | password2 issued, with no announced end",
      "4 northwind: has no last day of access; is not as declared; the record declares: suspended; northwind-pull; content/read; app/api | password2 issued, announced to end on 2026-05-20",
      "5 fabrikam: offboarded: the token is disabled; may no longer pull base/node; actions are none, were content/read | ",
    ]);
  });

  it("names returns, removals and repositories that are lost", () => {
    const span = (from: number, to: number | undefined, change: Partial<Span>): Span => ({
      ...{ from, to, state: "active", repositories: ["app/api"], actions: ["content/read"] },
      ...change,
    });
    const life: Life = {
      id: "tailspin",
      tokenNames: [],
      passwords: [],
      spans: [
        span(1, 2, { repositories: ["app/api", "app/web"] }),
        span(2, 3, {}),
        span(3, 4, { state: "offboarded", repositories: [] }),
        span(4, 5, {}),
        span(6, 7, { declared: "" }),
        span(7, 8, { accessUntil: "2026-12-31" }),
      ],
    };
    expect(said({ ...STORY, customers: [life] })).to.deep.equal([
      "1 tailspin: created: may pull app/api and app/web | ",
      "2 tailspin: may no longer pull app/web | ",
      "3 tailspin: offboarded: the token is disabled; may no longer pull app/api | ",
      "4 tailspin: let in again: the token is enabled; may also pull app/api | ",
      "5 tailspin: removed with the token | ",
      "6 tailspin: returned: may pull app/api; is not as declared; the record does not list them | ",
      "7 tailspin: has access until 2026-12-31; is again as the record declares | ",
      "8 tailspin: removed with the token | ",
    ]);
  });
});

/** One line for each update and customer: what changed for their rights, and which passwords were issued. */
function said(lives: Lives): string[] {
  return [...changesOf(lives)]
    .sort(([one], [other]) => one - other)
    .flatMap(([number, changes]) =>
      changes.map(
        ({ id, words, issued }) => `${number} ${id}: ${words.join("; ")} | ${issued.join("; ")}`,
      ),
    );
}
