// Changes by which somebody loses, and that the guard lets pass.

import { type PlanCase, replace } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const LOSSES: readonly PlanCase[] = [
  {
    name: "takes a repository away",
    edit: (before) => replace(before, "[app/api, app/web]", "[app/api]"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

contoso (Contoso Ltd): loses
  - can no longer pull app/web
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "narrows a prefix",
    edit: (before) => replace(before, "base/*", "base/node"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: loses
  - can no longer pull base/* but for base/node
    base/* is 3 repositories today (base/node, base/python, base/runtime)
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "swaps a repository for another",
    edit: (before) => replace(before, "[app/api, app/web]", "[app/api, app/worker]"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

contoso (Contoso Ltd): loses
  - can no longer pull app/web
  + may pull app/worker
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "takes an action away",
    edit: (before) => replace(before, ", actions: [content/read, metadata/read]", ""),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

northwind: loses
  - loses metadata/read
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "moves a last day earlier",
    edit: (before) => replace(before, "accessUntil: 2027-06-30", "accessUntil: 2026-12-31"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

tailspin: loses
  - the last day is 2026-12-31, before it was 2027-06-30
    no new password: password1 works until 2026-09-17, the next one is issued on 2026-06-09

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "sets a last day",
    edit: (before) => replace(before, "tools/cli] }", "tools/cli], accessUntil: 2026-12-31 }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: loses
  - the last day is 2026-12-31, before there was none
    no new password: password1 works until 2026-05-30, the next one is issued on 2026-04-25

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "sets a last day that is over",
    edit: (before) => replace(before, "tools/cli] }", "tools/cli], accessUntil: 2026-03-14 }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: loses
  ! locked out: password1, which would work until 2026-05-30
  - the last day is 2026-03-14, which is over
    the token is disabled; its passwords are kept
    the secret is disabled

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "suspends a customer",
    edit: (before) => replace(before, "tools/cli] }", "tools/cli], state: suspended }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: suspends
  ! locked out: password1, which would work until 2026-05-30
  - suspended
    the token is disabled; its passwords are kept
    the secret is disabled

1 of 10 customers changes: 1 suspends
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "offboards a customer",
    edit: (before) => replace(before, "tools/cli] }", "tools/cli], state: offboarded }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: leaves
  ! locked out: password1, which would work until 2026-05-30
  - offboarded
    the token is disabled; its passwords are kept
    the secret is disabled

1 of 10 customers changes: 1 leaves
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "removes an offboarded customer",
    edit: (before) =>
      replace(before, "  lucerne: { repositories: [app/api], state: offboarded }\n", ""),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

lucerne: leaves
    the token, the scope map and the secret are deleted

1 of 10 customers changes: 1 leaves`,
  },
  {
    name: "takes a reader away",
    edit: (before) => replace(before, ", readers: [8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b]", ""),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: loses
  - 8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b may no longer fetch the password
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 loses
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "gives one customer less and another more",
    edit: (before) =>
      replace(before, "[app/api, app/web]", "[app/api]").replace(
        "tools/cli]",
        "tools/cli, app/web]",
      ),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

contoso (Contoso Ltd): loses
  - can no longer pull app/web
    password1 goes on working until 2026-05-30

fabrikam: gains
  + may pull app/web
    password1 goes on working until 2026-05-30

2 of 10 customers change: 1 loses, 1 gains
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`,
  },
];
