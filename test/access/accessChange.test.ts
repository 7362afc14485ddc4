// What one change gives a customer and takes from them: every kind by tables, and what always holds by random pairs.

import { expect } from "chai";
import fc from "fast-check";
import { compareAccess } from "../../access/accessChange";
import { type Case, LAST_DAYS, STANDING } from "./accessChangeCases";
import { anyAccess, TODAY, widened } from "./anyAccess";
import { COMBINED, GRANTS, REPOSITORIES } from "./grantCases";

describe("compareAccess", () => {
  const tables: [title: string, cases: readonly Case[]][] = [
    ["of who is listed, and in which state", STANDING],
    ["of the last day", LAST_DAYS],
    ["of repositories", REPOSITORIES],
    ["of what else is granted", GRANTS],
    ["of several at once", COMBINED],
  ];
  for (const [title, cases] of tables) {
    describe(title, () => {
      for (const { name, before, after, moves, expected } of cases) {
        it(`gives or takes ${name}`, () => {
          const options = { today: TODAY, ...moves };
          expect(compareAccess(before, after, options)).to.deep.equal({
            gains: [],
            losses: [],
            wasOpen: true,
            isOpen: true,
            ...expected,
          });
        });
      }
    });
  }

  it("takes nothing from whom it leaves everything, or gives more", () => {
    const pairs = anyAccess.chain((before) => fc.tuple(fc.constant(before), widened(before)));
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        expect(compareAccess(before, after, { today: TODAY }).losses).to.deep.equal([]);
      }),
    );
  });

  it("gives back what it took when the change is undone, but for revocations and another token", () => {
    const undone = ["repositories", "actions", "readers"];
    fc.assert(
      fc.property(anyAccess, anyAccess, (before, after) => {
        fc.pre(before.state !== "offboarded" && after.state !== "offboarded");
        const of = (changes: readonly { kind: string }[]) =>
          changes.map(({ kind }) => kind).filter((kind) => undone.includes(kind));
        const there = compareAccess(before, after, { today: TODAY });
        const back = compareAccess(after, before, { today: TODAY });
        expect(of(back.gains)).to.deep.equal(of(there.losses));
        expect(of(back.losses)).to.deep.equal(of(there.gains));
      }),
    );
  });

  it("says of a customer who had access and has none that every password ends", () => {
    fc.assert(
      fc.property(anyAccess, fc.option(anyAccess, { nil: undefined }), (before, after) => {
        const { wasOpen, isOpen, losses } = compareAccess(before, after, { today: TODAY });
        fc.pre(wasOpen && !isOpen);
        expect(losses.some(({ endsPasswords }) => endsPasswords)).to.equal(true);
      }),
    );
  });
});
