// Lists of actions in words, and which of them weighs more.

import { expect } from "chai";
import { actionWords, weightOf } from "../../drift/actionWords";

const on = (repository: string, ...actions: string[]) =>
  actions.map((action) => `repositories/${repository}/${action}`);

const WORDS: readonly (readonly [string[], string])[] = [
  [[], "nothing"],
  [on("app/api", "content/read"), "content/read on app/api"],
  [[...on("b", "content/read"), ...on("a", "content/read")], "content/read on a, b"],
  [
    [...on("*", "content/read"), ...on("app/api", "content/write", "content/read")],
    "content/read on *; content/read, content/write on app/api",
  ],
  [on("A/B", "Content/Read"), "content/read on a/b"],
  [[...on("a", "content/read"), ...on("a", "content/read")], "content/read on a"],
  [
    Array.from({ length: 7 }, (_, at) => `repositories/r${at}/content/read`),
    "content/read on r0, r1, r2, r3, r4 and 2 more",
  ],
  [["gateway/factory/config/read"], "gateway/factory/config/read"],
];

/** From the worst to the least. */
const ORDER = [
  on("*", "content/delete"),
  on("*", "content/write"),
  on("*", "content/read"),
  on("app/*", "content/delete"),
  on("app/api", "content/delete"),
  on("app/*", "content/write"),
  on("app/api", "content/write", "content/read"),
  on("app/*", "content/read"),
  on("app/api", "content/read"),
  on("app/api", "metadata/read"),
  [],
];

describe("actions", () => {
  for (const [actions, expected] of WORDS) {
    it(`are said as "${expected}"`, () => {
      expect(actionWords(actions)).to.equal(expected);
    });
  }

  it("weigh less and less, from writing everywhere to nothing", () => {
    const weights = ORDER.map(weightOf);
    expect(weights).to.deep.equal([...weights].sort((one, other) => other - one));
    expect(new Set(weights).size).to.equal(ORDER.length);
  });
});
