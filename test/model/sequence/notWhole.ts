// Sequences in which a list is refused or incomplete, and what it does not show must be corrected anyway.

import type { Regression } from "../regression/regression";
import { newEntry } from "./customersFile";
import type { Stale } from "./trouble";

/** The one of two customers who is read from the lists. */
const LISTED = "contoso";
const TWO = { contoso: newEntry(), fabrikam: newEntry() };

const LACKS = {
  "less of a list": "an item",
  "no further pages": "further pages",
  "no status": "a status",
} satisfies Partial<Record<Stale["tells"], string>>;

/** Each is a change outside Pulumi that one such list hides. */
export const NOT_WHOLE: readonly Regression[] = [
  ...(Object.keys(LACKS) as (keyof typeof LACKS)[]).flatMap((tells) =>
    ([0, 1] as const).flatMap((skip): Regression[] => [
      {
        name: `enables a token that was disabled outside Pulumi, though its list lacks ${LACKS[tells]} after ${skip} pages`,
        beginning: TWO,
        steps: [
          { step: "up" },
          { step: "outside", customer: LISTED, deed: { deed: "disable" } },
          { step: "up", trouble: { stale: { of: "token", tells, skip } } },
        ],
      },
      {
        name: `enables a secret that was disabled outside Pulumi, though its list lacks ${LACKS[tells]} after ${skip} pages`,
        beginning: TWO,
        steps: [
          { step: "up" },
          { step: "outside", customer: LISTED, deed: { deed: "disable the secret" } },
          { step: "up", trouble: { stale: { of: "secret", tells, skip } } },
        ],
      },
    ]),
  ),
  ...(["Tokens_List", "VaultSecrets_List"] as const).map(
    (operation): Regression => ({
      name: `finds what was disabled outside Pulumi, though ${operation} is refused`,
      beginning: TWO,
      steps: [
        { step: "up" },
        { step: "outside", customer: LISTED, deed: { deed: "disable" } },
        { step: "outside", customer: LISTED, deed: { deed: "disable the secret" } },
        { step: "up", trouble: { faults: [{ operation, status: 403, times: 6 }] } },
      ],
    }),
  ),
  {
    name: "closes a secret though a reading shows the previous one, whose slot was regenerated outside Pulumi",
    steps: [
      { step: "up" },
      { step: "outside", customer: LISTED, deed: { deed: "regenerate", slot: "current" } },
      { step: "up" },
      {
        step: "edit",
        customer: LISTED,
        edit: { edit: "leave" },
        up: { trouble: { stale: { of: "secret", tells: "what was before", skip: 0 } } },
      },
      { step: "up" },
    ],
  },
  ...[0, 1, 2, 3, 4].map(
    (skip): Regression => ({
      name: `writes nothing over the password whose secret somebody has written, where reading ${skip + 1} of the token does not list it`,
      steps: [
        { step: "up" },
        { step: "outside", customer: LISTED, deed: { deed: "write the secret" } },
        { step: "up", trouble: { stale: { of: "token", tells: "no password1", skip } } },
      ],
    }),
  ),
];
