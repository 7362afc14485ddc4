// The changes whose plans docs/reviewing.md shows.

import { replace, suspend } from "./planCase";

/** Three changes, each with the heading under which its plan stands. */
export const SHOWN: readonly { heading: string; edit: (before: string) => string }[] = [
  {
    heading: "A new customer, and one more repository",
    edit: (before) =>
      `${replace(before, "tools/cli] }", "tools/cli, app/api] }")}  adventure-works: { displayName: Adventure Works, repositories: [app/web, base/*], accessUntil: 2027-03-31 }\n`,
  },
  {
    heading: "A leaked password, and one repository less",
    edit: (before) =>
      replace(
        replace(
          before,
          "tools/cli] }",
          "tools/cli], credential: { generation: 2, revokeBefore: 2 } }",
        ),
        "[app/api, app/web]",
        "[app/api]",
      ) +
      'acknowledge: [{ customers: [fabrikam], reason: "password in a public log, TICKET-7", until: 2026-03-22 }]\n',
  },
  {
    heading: "A mistake: three customers suspended",
    edit: (before) => suspend(before, "adatum", "contoso", "fabrikam"),
  },
];
