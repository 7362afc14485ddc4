// Changes that the guard refuses, and one that the file acknowledges.

import { type PlanCase, replace, suspend } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const REFUSED: readonly PlanCase[] = [
  {
    name: "removes an active customer",
    edit: (before) => replace(before, "  fabrikam: { repositories: [base/*, tools/cli] }\n", ""),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: leaves
  ! locked out: password1, which would work until 2026-05-30
  - removed while active

1 of 10 customers changes: 1 leaves
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  a customer is removed who was not offboarded: fabrikam (active)
    put the entry back with \`state: offboarded\`, run \`pulumi up\`, and remove it with the next change`,
  },
  {
    name: "renames a customer's id",
    edit: (before) => replace(before, "  fabrikam:", "  fabrikam-inc:"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: leaves
  ! locked out: password1, which would work until 2026-05-30
  - removed while active

fabrikam-inc: new
  + may pull base/*, tools/cli
    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included

2 of 11 customers change: 1 leaves, 1 new
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  a customer is removed who was not offboarded: fabrikam (active)
    fabrikam-inc is new with the repositories of fabrikam: an id is identity, so to rename a customer keep it and change displayName
    put the entry back with \`state: offboarded\`, run \`pulumi up\`, and remove it with the next change`,
  },
  {
    name: "suspends three of eight",
    edit: (before) => suspend(before, "adatum", "contoso", "fabrikam"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

contoso (Contoso Ltd): suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

fabrikam: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

3 of 10 customers change: 3 suspend
access is taken from 3 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  3 of 7 customers with access lose all or part of it; at most 1 may lose access in one change
      adatum: suspended
      contoso: suspended
      fabrikam: suspended
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [adatum, contoso, fabrikam]
          reason: why, such as a ticket
          until: 2026-03-22`,
  },
  {
    name: "suspends everybody",
    edit: (before) =>
      suspend(
        before,
        "adatum",
        "contoso",
        "fabrikam",
        "litware",
        "northwind",
        "tailspin",
        "wingtip",
        "woodgrove",
      ),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

contoso (Contoso Ltd): suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

fabrikam: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

litware: suspends
  ! locked out: password1, which would work without an end
  - suspended

northwind: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

tailspin: suspends
  ! locked out: password1, which would work until 2026-09-17
  - suspended

wingtip: suspends
  ! locked out: password1, which would work until 2026-09-17
  ! locked out: password2, which would work until 2026-12-26
  - suspended

woodgrove: suspends
  - suspended

8 of 10 customers change: 8 suspend
access is taken from 7 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  7 of 7 customers with access lose all or part of it; at most 1 may lose access in one change
      adatum: suspended
      contoso: suspended
      fabrikam: suspended
      litware: suspended
      northwind: suspended
      tailspin: suspended
      wingtip: suspended
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [adatum, contoso, fabrikam, litware, northwind, tailspin, wingtip]
          reason: why, such as a ticket
          until: 2026-03-22`,
  },
  {
    name: "deletes half of the customers",
    edit: (before) => before.split("\n").slice(0, 7).join("\n"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

northwind: leaves
  ! locked out: password1, which would work until 2026-05-30
  - removed while active

proseware: leaves
  - removed while suspended

tailspin: leaves
  ! locked out: password1, which would work until 2026-09-17
  - removed while active

wingtip: leaves
  ! locked out: password1, which would work until 2026-09-17
  ! locked out: password2, which would work until 2026-12-26
  - removed while active

woodgrove: leaves
  - removed while active

5 of 10 customers change: 5 leave
access is taken from 3 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  5 customers are removed who were not offboarded: northwind (active), proseware (suspended), tailspin (active), wingtip (active), woodgrove (active)
    put their entries back with \`state: offboarded\`, run \`pulumi up\`, and remove them with the next change
  3 of 7 customers with access lose all or part of it; at most 1 may lose access in one change
      northwind: removed while active
      tailspin: removed while active
      wingtip: removed while active
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [northwind, tailspin, wingtip]
          reason: why, such as a ticket
          until: 2026-03-22`,
  },
  {
    name: "was acknowledged until yesterday",
    edit: (before) =>
      suspend(before, "adatum", "contoso", "fabrikam") +
      'acknowledge: [{ customers: [contoso, fabrikam], reason: "contracts ended, TICKET-1", until: 2026-03-14 }]\n',
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

contoso (Contoso Ltd): suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

fabrikam: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended

acknowledged until 2026-03-14 is no longer valid on 2026-03-15: contoso, fabrikam (contracts ended, TICKET-1)
3 of 10 customers change: 3 suspend
access is taken from 3 of 7 customers who have it; at most 1 may lose it in one change
this change is refused:
  3 of 7 customers with access lose all or part of it; at most 1 may lose access in one change
      adatum: suspended
      contoso: suspended
      fabrikam: suspended
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [adatum, contoso, fabrikam]
          reason: why, such as a ticket
          until: 2026-03-22`,
  },
  {
    name: "suspends three of eight, two of them acknowledged",
    edit: (before) =>
      suspend(before, "adatum", "contoso", "fabrikam") +
      'acknowledge: [{ customers: [contoso, fabrikam], reason: "contracts ended, TICKET-1", until: 2026-03-15 }]\n',
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended
    the token is disabled; its passwords are kept
    the secret is disabled

contoso (Contoso Ltd): suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended
    the token is disabled; its passwords are kept
    the secret is disabled

fabrikam: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended
    the token is disabled; its passwords are kept
    the secret is disabled

acknowledged until 2026-03-15: contoso, fabrikam (contracts ended, TICKET-1)
3 of 10 customers change: 3 suspend
access is taken from 3 of 7 customers who have it (2 acknowledged); at most 1 other may lose it in one change`,
  },
];
