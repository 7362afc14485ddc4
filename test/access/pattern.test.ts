// Which repositories a pattern of a scope map reaches.

import { expect } from "chai";
import fc from "fast-check";
import { beyond, covers, isPrefix } from "../../access/pattern";
import { anyPattern } from "./anyAccess";

describe("covers", () => {
  const cases: [outer: string, inner: string, expected: boolean][] = [
    ["app/api", "app/web", false],
    ["app/api", "app/api/v2", false],
    ["app/api", "app/*", false],
    ["app/api", "*", false],
    ["app/*", "app", false],
    ["app/*", "application", false],
    ["app/*", "my/app/api", false],
    ["app/*", "*", false],
    ["app/web/*", "app/*", false],
    ["app/web/*", "app/web", false],
    ["app/api", "app/api", true],
    ["app/*", "app/*", true],
    ["app/*", "app/api", true],
    ["app/*", "app/api/v2", true],
    ["app/*", "app/web/*", true],
    ["*", "app", true],
    ["*", "app/*", true],
    ["*", "*", true],
  ];
  for (const [outer, inner, expected] of cases) {
    it(`says that ${outer} ${expected ? "reaches" : "does not reach"} all of ${inner}`, () => {
      expect(covers(outer, inner)).to.equal(expected);
    });
  }

  it("says of every pattern that it reaches itself", () => {
    fc.assert(fc.property(anyPattern, (pattern) => covers(pattern, pattern)));
  });

  it("says that what reaches a pattern reaches all that the pattern does", () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, anyPattern, (one, two, three) => {
        fc.pre(covers(one, two) && covers(two, three));
        expect(covers(one, three)).to.equal(true);
      }),
    );
  });

  it("says of two that reach each other that they are the same", () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, (one, other) => {
        fc.pre(covers(one, other) && covers(other, one));
        expect(one).to.equal(other);
      }),
    );
  });
});

describe("beyond", () => {
  const cases: [name: string, wanted: string[], given: string[], expected: string[]][] = [
    ["all where nothing is given", ["app/api", "base/*"], [], ["app/api", "base/*"]],
    ["none where nothing is wanted", [], ["app/api"], []],
    [
      "in the order in which they are wanted",
      ["b/two", "app/api", "a/one"],
      ["app/*"],
      ["b/two", "a/one"],
    ],
    ["a prefix of which only a part is given", ["app/*"], ["app/api", "app/web/*"], ["app/*"]],
    ["none where everything is given", ["*", "app/*", "app/api"], ["*"], []],
  ];
  for (const [name, wanted, given, expected] of cases) {
    it(`leaves ${name}`, () => {
      expect(beyond(wanted, given)).to.deep.equal(expected);
    });
  }
});

describe("isPrefix", () => {
  const cases: [pattern: string, expected: boolean][] = [
    ["app", false],
    ["app/api", false],
    ["app/*", true],
    ["*", true],
  ];
  for (const [pattern, expected] of cases) {
    it(`says that ${pattern} ${expected ? "also reaches" : "does not reach"} what comes later`, () => {
      expect(isPrefix(pattern)).to.equal(expected);
    });
  }
});
