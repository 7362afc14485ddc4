// Prefixes of which the customer is told, because nothing below them is ever caught up.
import { expect } from "chai";
import { prefixesWithoutNames } from "../../customer-sync/repositories";

describe("prefixesWithoutNames", () => {
  for (const [repositories, found] of [
    [["app/api"], []],
    [["base/*", "base/node"], []],
    [["base/*", "base", "based/node", "team/*", "team/a/b"], ["base/*"]],
    [
      ["base/*", "base/deep/*"],
      ["base/*", "base/deep/*"],
    ],
  ] as const) {
    it(`finds ${found.join(", ") || "none"} in ${repositories.join(", ")}`, () => {
      expect(prefixesWithoutNames(repositories)).to.deep.equal(found);
    });
  }
});
