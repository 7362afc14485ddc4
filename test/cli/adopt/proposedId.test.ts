// The ids that are proposed for tokens: readable, right by the rules, and each once.

import { expect } from "chai";
import fc from "fast-check";
import { proposedId } from "../../../cli/adopt/proposedId";
import { isId } from "../../../customers/schema/limits";

describe("the proposed id", () => {
  const cases: [text: string, id: string, taken?: string[]][] = [
    ["contoso-pull", "contoso"],
    ["ContosoToken", "contoso"],
    ["contoso", "contoso"],
    ["Lamna Healthcare, Inc.", "lamna-healthcare-inc"],
    ["Müller & Söhne", "muller-sohne"],
    ["4th-coffee", "th-coffee"],
    ["12345", "customer-2"],
    ["a", "customer-2"],
    ["x".repeat(45), "x".repeat(40)],
    ["contoso-token", "contoso-token", ["contoso"]],
    ["contoso", "contoso-2", ["contoso"]],
    ["contoso-token", "contoso-token-3", ["contoso", "contoso-token", "contoso-token-2"]],
    ["a-very-long-name-of-a-token-of-a-customer-in-italy", "a-very-long-name-of-a-token-of-a"],
    [
      "a-very-long-name-of-a-token-of-a-customer-in-italy",
      "a-very-long-name-of-a-token-of-a-2",
      ["a-very-long-name-of-a-token-of-a"],
    ],
  ];
  for (const [text, id, taken = []] of cases) {
    const beside = taken.length === 0 ? "" : ` beside ${taken.join(", ")}`;
    it(`of ${text}${beside} is ${id}`, () => {
      expect(proposedId(text, (each) => taken.includes(each))).to.equal(id);
    });
  }

  it("is an id, and none that is taken, whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const first = proposedId(text, () => false);
        const second = proposedId(text, (id) => id === first);
        expect([isId(first), isId(second), first === second]).to.deep.equal([true, true, false]);
      }),
    );
  });
});
