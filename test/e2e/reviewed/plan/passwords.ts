// Changes of passwords.

import { type PlanCase, replace } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const PASSWORDS: readonly PlanCase[] = [
  {
    name: "asks for a new password",
    edit: (before) =>
      replace(before, "tools/cli] }", "tools/cli], credential: { generation: 2 } }"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: rotates
    generation 1 to 2: a new password in password2, which works until 2026-06-29, longer than lifetimeDays, because password1 is promised until 2026-05-30
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 rotates`,
  },
  {
    name: "revokes a leaked password",
    edit: (before) =>
      replace(
        before,
        "tools/cli] }",
        "tools/cli], credential: { generation: 2, revokeBefore: 2 } }",
      ),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: rotates
  ! locked out: whoever still uses password1 of 2026-03-01, which is revoked once the new one is in the vault
  - passwords of generations before 2 are revoked
    generation 1 to 2: a new password in password2, which works until 2026-06-13

1 of 10 customers changes: 1 rotates
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "asks for a new password while the one before is promised",
    edit: (before) => replace(before, "generation: 2", "generation: 3"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

wingtip: unchanged
  ! correct first: token wingtip-pull: generation 2 to 3: password1 is still promised until 2026-09-17, and password2 is in use; wait until 2026-09-17, or end the older one too with \`revokeBefore: 2\`

none of 10 customers gains or loses anything`,
  },
  {
    name: "shortens the lifetime",
    edit: (before) =>
      replace(before, "tools/cli] }", "tools/cli], credential: { lifetimeDays: 60 } }"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: unchanged
    no new password: password1 works until 2026-05-30, the next one is issued on 2026-05-05

none of 10 customers gains or loses anything`,
  },
  {
    name: "gives the token another name",
    edit: (before) => replace(before, "tools/cli] }", "tools/cli], tokenName: fabrikam-access }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: loses
  ! locked out: password1, which would work until 2026-05-30
  - the token is fabrikam-access, before it was fabrikam-pull

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  fabrikam: tokenName fabrikam-access replaces the token fabrikam-pull, which is protected
    every password handed out for fabrikam-pull ends then; if this is intended, put it back, run \`pulumi config set customer-access:protect false\` and \`pulumi up\`, and change it in the next run`,
  },
];
