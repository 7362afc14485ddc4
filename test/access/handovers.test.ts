// A token that goes from one customer to another in one change: where it is refused and in which words.

import { expect } from "chai";
import type { Access } from "../../access/access";
import { checkChange } from "../../access/guard";
import { TODAY } from "./anyAccess";
import { record } from "./records";

type Customers = Record<string, Partial<Access>>;

describe("a token that is handed from one customer to another in one change", () => {
  const NEW = "contoso-ltd";
  const handed = { tokenName: "contoso-pull" };
  const refusal = (
    from: string,
    to: string,
    tokenName: string,
  ) => `${to}: gets the token ${tokenName}, which belongs to ${from} and is deleted with its resources
  to rename a customer, keep ${from} and change displayName; otherwise give ${to} another tokenName, or make two changes: first remove the token from ${from}, then give ${to} a new token of that name, without \`adopt\``;

  const refused: [name: string, before: Customers, after: Customers, refusals: string[]][] = [
    [
      "of who was offboarded and is removed",
      { contoso: { state: "offboarded" } },
      { [NEW]: handed },
      [refusal("contoso", NEW, "contoso-pull")],
    ],
    [
      "of who is removed as they are",
      { contoso: {} },
      { [NEW]: handed },
      [refusal("contoso", NEW, "contoso-pull")],
    ],
    [
      "of who gets another token",
      { contoso: {} },
      { contoso: { tokenName: "contoso-new" }, [NEW]: handed },
      [refusal("contoso", NEW, "contoso-pull")],
    ],
    [
      "of who is offboarded and gets another token, in another case",
      { contoso: { tokenName: "Contoso-Pull" } },
      { contoso: { state: "offboarded", tokenName: "contoso-old" }, [NEW]: handed },
      [refusal("contoso", NEW, "contoso-pull")],
    ],
    [
      "of two who swap theirs",
      { contoso: {}, fabrikam: {} },
      { contoso: { tokenName: "fabrikam-pull" }, fabrikam: { tokenName: "contoso-pull" } },
      [
        refusal("fabrikam", "contoso", "fabrikam-pull"),
        refusal("contoso", "fabrikam", "contoso-pull"),
      ],
    ],
  ];
  for (const [name, before, after, refusals] of refused) {
    for (const adopt of [[], [NEW]]) {
      it(`is refused ${name}, ${adopt.length > 0 ? "adopted" : "or created again"}`, () => {
        const options = { adopt, protect: false, maximumLosses: 9 };
        const report = checkChange(
          record(before, { protect: false }),
          record(after, options),
          TODAY,
        );
        expect(report.refusals).to.deep.equal(refusals);
      });
    }
  }

  const passed: [name: string, before: Customers, after: Customers][] = [
    ["of who left in a change before", { fabrikam: {} }, { fabrikam: {}, [NEW]: handed }],
    [
      "that was handed over already, when that run failed",
      { [NEW]: handed },
      { [NEW]: { ...handed, repositories: ["base/*"] } },
    ],
    ["where each keeps their own", { contoso: {} }, { contoso: {}, [NEW]: {} }],
  ];
  for (const [name, before, after] of passed) {
    it(`passes ${name}`, () => {
      const report = checkChange(
        record(before),
        record(after, { adopt: [NEW], maximumLosses: 9 }),
        TODAY,
      );
      expect(report.refusals).to.deep.equal([]);
    });
  }
});
