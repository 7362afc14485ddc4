// The mark in a scope map's description: what is written is read again, and nothing else is treated as a mark.

import { expect } from "chai";
import fc from "fast-check";
import { scopeMapDescription, scopeMapMarkIn } from "../../access/scopeMapMark";

const MARK = { customer: "contoso", owner: "x7k2pd4q" };

describe("the mark of a scope map", () => {
  it("is written with and without a revision", () => {
    expect(scopeMapDescription(MARK)).to.equal("rights of contoso, declared by x7k2pd4q");
    expect(scopeMapDescription(MARK, 12)).to.equal(
      "rights of contoso, declared by x7k2pd4q, unchanged since revision 12",
    );
  });

  it("is read as it was written", () => {
    const customer = fc.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    const owner = fc.stringMatching(/^[a-z0-9]{8}$/);
    const revision = fc.option(fc.integer({ min: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ customer, owner }), revision, (mark, since) => {
        const dated = since === undefined ? mark : { ...mark, revision: since };
        expect(scopeMapMarkIn(scopeMapDescription(mark, since))).to.deep.equal(dated);
      }),
    );
  });

  for (const other of [
    "",
    "made by hand",
    "rights of contoso",
    "rights of contoso, declared by ",
    "rights of contoso, declared by x7k2pd4q, unchanged since revision ",
    "rights of contoso, declared by x7k2pd4q, unchanged since revision 0",
    "rights of contoso, declared by x7k2pd4q, and so on",
    "rights of contoso, declared by x7k2pd4q\n",
    "rights of contoso, declared by X7K2PD4Q",
    "Rights of contoso, declared by x7k2pd4q",
    " rights of contoso, declared by x7k2pd4q",
    "rights of Contoso Ltd, declared by x7k2pd4q",
    "the rights of contoso, declared by x7k2pd4q",
  ]) {
    it(`is not in ${JSON.stringify(other)}`, () => {
      expect(scopeMapMarkIn(other)).to.equal(undefined);
    });
  }
});
