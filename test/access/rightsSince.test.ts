// Since when a customer has their rights: a new number with each change of what they may pull, and with nothing else.

import { expect } from "chai";
import { rightsSince } from "../../access/rightsSince";

const PULL = "active; contoso-pull; content/read; app/api";

const CASES: { name: string; before?: string; after?: string; known?: number; since?: number }[] = [
  { name: "nothing changes", before: PULL, after: PULL, known: 3, since: 3 },
  { name: "nothing changes, as ever", before: PULL, after: PULL },
  {
    name: "a repository is added",
    before: PULL,
    after: `${PULL} app/web`,
    since: 9,
  },
  {
    name: "a repository is taken away, after other changes",
    before: `${PULL} app/web`,
    after: PULL,
    known: 3,
    since: 9,
  },
  {
    name: "an action is added",
    before: PULL,
    after: "active; contoso-pull; content/read metadata/read; app/api",
    since: 9,
  },
  {
    name: "the token gets another name",
    before: PULL,
    after: PULL.replace("contoso-pull", "contoso-ci"),
    since: 9,
  },
  {
    name: "access is suspended, with an end, a reader and a revocation",
    before: PULL,
    after: `${PULL.replace("active", "suspended")}; until 2026-06-30; revoked before 2; readers 8f0c6a5e`,
    known: 3,
    since: 3,
  },
  { name: "the customer is new", after: PULL, since: 9 },
  { name: "the customer is removed", before: PULL, known: 3 },
];

describe("the revision since which a customer has their rights", () => {
  for (const { name, before, after, known, since } of CASES) {
    it(`is ${since ?? "none"} when ${name}`, () => {
      const one = <Value>(value: Value | undefined): Record<string, Value> =>
        value === undefined ? {} : { contoso: value };
      const recorded = { access: one(before), rightsSince: one(known) };
      expect(rightsSince(recorded, one(after), 9)).to.deep.equal(one(since));
    });
  }

  it("is each customer's own, also where one has a name that every object has", () => {
    const other = "active; constructor-pull; content/read; app/api";
    const before = { access: { contoso: PULL, constructor: other }, rightsSince: { contoso: 2 } };
    const after = { contoso: PULL, constructor: `${other} app/web`, toString: other };
    const since = rightsSince(before, after, 9);
    expect(since).to.deep.equal({ contoso: 2, constructor: 9, toString: 9 });
  });
});
