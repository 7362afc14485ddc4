// Another tokenName: where it is refused and in which words.

import { expect } from "chai";
import { renameRefusals } from "../../access/renames";
import { record } from "./records";

describe("renameRefusals", () => {
  const before = { contoso: {}, fabrikam: {} };
  const after = { contoso: { tokenName: "contoso-new" }, fabrikam: {} };
  const REFUSED = `contoso: tokenName contoso-new replaces the token contoso-pull, which is protected
  every password handed out for contoso-pull ends then; if this is intended, put it back, run \`pulumi config set customer-access:protect false\` and \`pulumi up\`, and change it in the next run`;

  const refused: [name: string, refusals: string[], ...Parameters<typeof renameRefusals>][] = [
    ["of who is protected by default", [REFUSED], record(before), record(after)],
    ["of who is protected", [REFUSED], record(before, { protect: true }), record(after)],
    [
      "in the change that lifts the protection",
      [REFUSED],
      record(before),
      record(after, { protect: false }),
    ],
    [
      "in the change that offboards the customer",
      [REFUSED],
      record(before),
      record({ ...after, contoso: { ...after.contoso, state: "offboarded" } }),
    ],
    [
      "in another case, protected or not",
      [
        `contoso: tokenName Contoso-Pull is contoso-pull in another case, and Azure treats both as the same token
  put \`tokenName: contoso-pull\` back`,
      ],
      record(before, { protect: false }),
      record({ ...before, contoso: { tokenName: "Contoso-Pull" } }, { protect: false }),
    ],
    [
      "of several, each with its own",
      [REFUSED, REFUSED.replaceAll("contoso", "fabrikam")],
      record({ fabrikam: {}, contoso: {} }),
      record({ ...after, fabrikam: { tokenName: "fabrikam-new" } }),
    ],
  ];
  for (const [name, refusals, from, to] of refused) {
    it(`refuses one ${name}`, () => {
      expect(renameRefusals(from, to)).to.deep.equal(refusals);
    });
  }

  const passed: [name: string, ...Parameters<typeof renameRefusals>][] = [
    ["where nothing was protected before", record(before, { protect: false }), record(after)],
    [
      "of who was offboarded before",
      record({ ...before, contoso: { state: "offboarded" } }),
      record({ ...after, contoso: { ...after.contoso, state: "offboarded" } }),
    ],
    ["of nobody: the same names", record(before), record(before)],
    ["of who is new, or gone", record({ fabrikam: {} }), record({ contoso: {} })],
  ];
  for (const [name, from, to] of passed) {
    it(`lets one pass ${name}`, () => {
      expect(renameRefusals(from, to)).to.deep.equal([]);
    });
  }
});
