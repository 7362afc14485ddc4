// Since when a customer is listed and has their rights: a new number with each change of that, and with nothing else.

import { expect } from "chai";
import { revisionOf, sinceWhen } from "../../access/since";

const PULL = "active; contoso-pull; content/read; app/api";

const CASES: { name: string; before?: string; after?: string; known?: number; since?: number }[] = [
  { name: "nothing changes", before: PULL, after: PULL, known: 3, since: 3 },
  { name: "nothing changes", before: PULL, after: PULL },
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

/** A record with one customer, or with none. */
const one = <Value>(value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { contoso: value };

describe("the revision since which a customer has their rights", () => {
  for (const { name, before, after, known, since } of CASES) {
    it(`is ${since ?? "none"} when ${name}`, () => {
      const dated = { access: one(before), rightsSince: one(known), listedSince: {} };
      expect(sinceWhen(dated, one(after), 9).rightsSince).to.deep.equal(one(since));
    });
  }

  it("is each customer's own, also where one has a name that every object has", () => {
    const other = "active; constructor-pull; content/read; app/api";
    const before = {
      access: { contoso: PULL, constructor: other },
      rightsSince: { contoso: 2 },
      listedSince: {},
    };
    const after = { contoso: PULL, constructor: `${other} app/web`, toString: other };
    const { rightsSince } = sinceWhen(before, after, 9);
    expect(rightsSince).to.deep.equal({ contoso: 2, constructor: 9, toString: 9 });
    expect(revisionOf(rightsSince, "constructor")).to.equal(9);
    expect(revisionOf(rightsSince, "valueOf")).to.equal(undefined);
    expect(revisionOf(undefined, "contoso")).to.equal(undefined);
  });
});

describe("the revision since which a customer is listed", () => {
  const cases = [
    { name: "they were listed before", before: PULL, after: `${PULL} app/web`, known: 3, since: 3 },
    { name: "they were listed from the beginning", before: PULL, after: PULL },
    { name: "they are new, or come back", after: PULL, since: 9 },
    { name: "they are removed", before: PULL, known: 3 },
  ];
  for (const { name, before, after, known, since } of cases) {
    it(`is ${since ?? "none"} when ${name}`, () => {
      const dated = { access: one(before), rightsSince: {}, listedSince: one(known) };
      expect(sinceWhen(dated, one(after), 9).listedSince).to.deep.equal(one(since));
    });
  }
});
