// What a token may do as an entry: to the letter, or the reason why not.

import { expect } from "chai";
import fc from "fast-check";
import { expressed } from "../../../cli/adopt/expressed";
import { scopeMapActions } from "../../../customers/scopeMapActions";

const on = (repository: string, ...actions: string[]) =>
  actions.map((action) => `repositories/${repository}/${action}`);
const READ = ["content/read", "metadata/read"];

interface Case {
  name: string;
  held: string[];
  repositories: string[];
  actions: string[];
  /** @default - it is exact */
  problems?: string[];
}

const CASES: readonly Case[] = [
  {
    name: "pulling, in another order and case, twice",
    held: [
      ...on("app/web", "Content/Read"),
      ...on("app/api", "content/read"),
      ...on("app/web", "content/read"),
    ],
    repositories: ["app/api", "app/web"],
    actions: ["content/read"],
  },
  {
    name: "pulling and listing the same, and a prefix",
    held: [...on("base/*", ...READ), ...on("app/api", ...READ)],
    repositories: ["app/api", "base/*"],
    actions: READ,
  },
  {
    name: "everything",
    held: on("*", "content/read"),
    repositories: ["*"],
    actions: ["content/read"],
  },
  {
    name: "writing and deleting",
    held: [...on("app/api", "content/read", "content/write"), ...on("app/web", "content/delete")],
    repositories: ["app/api"],
    actions: ["content/read"],
    problems: [
      "it allows content/delete, content/write on app/api, app/web, and an entry gives reading alone; whoever pushes with it keeps the token as it is, outside the file; if nobody does, take the entry, which takes this away",
    ],
  },
  {
    name: "writing alone",
    held: on("app/api", "content/write"),
    repositories: [],
    actions: ["content/read"],
    problems: [
      "it allows content/write on app/api, and an entry gives reading alone; whoever pushes with it keeps the token as it is, outside the file; if nobody does, take the entry, which takes this away",
      "it may pull nothing; delete the token if nobody needs it",
    ],
  },
  {
    name: "listing on one of two",
    held: [...on("app/api", ...READ), ...on("app/web", "content/read")],
    repositories: ["app/api", "app/web"],
    actions: READ,
    problems: [
      "it has no metadata/read on app/web, and an entry gives the same on all of its repositories; take the entry, which gives it there, or leave the action out, which takes it away",
    ],
  },
  {
    name: "listing alone",
    held: on("app/api", "metadata/read"),
    repositories: ["app/api"],
    actions: READ,
    problems: [
      "it has no content/read on app/api, and an entry gives the same on all of its repositories; take the entry, which gives it there, or leave these repositories out, which takes the rest",
    ],
  },
  {
    name: "a star that is no prefix",
    held: [...on("a*", "content/read"), ...on("app/*/api", "content/read")],
    repositories: ["a*", "app/*/api"],
    actions: ["content/read"],
    problems: [
      '"a*" is not a prefix; a star may only be at the end, after a slash, such as "base/*"',
      '"app/*/api" is not a prefix; a star may only be at the end, after a slash, such as "base/*"',
    ],
  },
  {
    name: "what is about no repository",
    held: [...on("app/api", "content/read"), "gateway/edge1/config/read"],
    repositories: ["app/api"],
    actions: ["content/read"],
    problems: [
      "it allows gateway/edge1/config/read, which is about no repository, as of a connected registry; such a token is no customer's: leave it as it is",
    ],
  },
  {
    name: "nothing",
    held: [],
    repositories: [],
    actions: ["content/read"],
    problems: ["it may pull nothing; delete the token if nobody needs it"],
  },
];

describe("what a token may do, as an entry", () => {
  for (const { name, held, problems = [], ...entry } of CASES) {
    it(`says ${name}`, () => {
      expect(expressed(held)).to.deep.equal({ ...entry, problems });
    });
  }

  it("says it to the letter where there is no problem", () => {
    const action = fc
      .tuple(
        fc.constantFrom("app/api", "app/web", "base/*", "*", "a*"),
        fc.constantFrom("content/read", "content/read", "metadata/read", "content/write"),
      )
      .map(([repository, each]) => `repositories/${repository}/${each}`);
    let exact = 0;
    fc.assert(
      fc.property(fc.array(action, { maxLength: 4 }), (held) => {
        const { problems, ...entry } = expressed(held);
        if (problems.length > 0) return;
        exact += 1;
        expect(scopeMapActions(entry)).to.deep.equal([...new Set(held)].sort());
      }),
      { numRuns: 500, seed: 1 },
    );
    expect(exact).to.be.greaterThan(20);
  });
});
