// Sequences in which another stack declares a customer of the first one: it was given them, or it was not.

import type { Regression } from "../regression/regression";
import { type Adopt, newEntry } from "./customersFile";
import type { Trouble } from "./trouble";

const TWO = { contoso: newEntry(), fabrikam: newEntry() };

const ADOPTS: readonly Adopt[] = [[], ["token"], ["token", "scopeMap"]];

/** The file of the stack that comes asks for the end of all other passwords. */
const LEAK = { isUnmarked: false, isLeak: true, up: {} };

/** The reading of the token in its creation, after those for what is in the way and for the import. */
const LACKS: Trouble = { stale: { of: "token", tells: "no password1", skip: 2 } };

/** Each must be refused, or keep all published passwords working. */
export const WITH_OTHERS: readonly Regression[] = [
  ...ADOPTS.flatMap((adopt) =>
    (["same", "another"] as const).map(
      (vault): Regression => ({
        name: `writes nothing over another stack's password with adopt: [${adopt.join(", ")}] and ${vault} vault`,
        steps: [
          { step: "up" },
          { step: "intrude", customer: "contoso", adopt, vault, ...LEAK },
          { step: "up" },
        ],
      }),
    ),
  ),
  {
    name: "overwrites no other stack's password though somebody has changed the scope map's description",
    steps: [
      { step: "up" },
      {
        step: "intrude",
        customer: "contoso",
        adopt: ["token", "scopeMap"],
        vault: "same",
        ...LEAK,
        isUnmarked: true,
      },
      { step: "up" },
    ],
  },
  {
    name: "keeps the password that another stack handed out, until its end",
    beginning: TWO,
    steps: [
      { step: "up" },
      { step: "hand over", customer: "contoso", up: {} },
      { step: "jump", days: 55, hour: 12, up: {} },
      { step: "jump", days: 40, hour: 12, up: {} },
    ],
  },
  {
    name: "keeps the password that another stack handed out, though one answer does not list it",
    beginning: TWO,
    steps: [{ step: "up" }, { step: "hand over", customer: "contoso", up: { trouble: LACKS } }],
  },
  {
    name: "writes nothing about a customer whom another stack has adopted, though the state still has them",
    beginning: TWO,
    steps: [
      { step: "up" },
      { step: "hand over", customer: "contoso", isLate: true, up: {} },
      { step: "up" },
    ],
  },
  {
    name: "ends the password that another stack handed out, when it is revoked",
    beginning: TWO,
    steps: [
      { step: "up" },
      { step: "hand over", customer: "contoso", up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "raise", isLeak: true }, up: {} },
    ],
  },
];
