// Changes by which somebody gains.

import { type PlanCase, replace } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const GAINS: readonly PlanCase[] = [
  {
    name: "gives a repository",
    edit: (before) => replace(before, "tools/cli]", "tools/cli, app/api]"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: gains
  + may pull app/api
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "gives a prefix",
    edit: (before) => replace(before, "[app/api], readers", "[app/api, base/*], readers"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: gains
  + may pull base/*
    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "widens a repository to a prefix",
    edit: (before) => replace(before, "[app/api, app/web]", "[app/*]"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

contoso (Contoso Ltd): gains
  + may pull app/*
    app/* is 3 repositories today (app/api, app/web, app/worker); one that is added below app/ later is included
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "adds a customer",
    edit: (before) =>
      `${before}  adventure: { displayName: Adventure Works, repositories: [app/web, base/*] }\n`,
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

adventure (Adventure Works): new
  + may pull app/web, base/*
    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included

1 of 11 customers changes: 1 new`,
  },
  {
    name: "adds a customer who is suspended",
    edit: (before) => `${before}  adventure: { repositories: [app/web], state: suspended }\n`,
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

adventure: new
  + may pull app/web
    while suspended no password works

1 of 11 customers changes: 1 new`,
  },
  {
    name: "lets a customer list tags",
    edit: (before) =>
      replace(before, "tools/cli] }", "tools/cli], actions: [content/read, metadata/read] }"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: gains
  + gets metadata/read
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "moves a last day later",
    edit: (before) => replace(before, "accessUntil: 2027-06-30", "accessUntil: 2028-06-30"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

tailspin: gains
  + the last day is 2028-06-30, before it was 2027-06-30
    no new password: password1 works until 2026-09-17, the next one is issued on 2026-06-09

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "takes a last day away",
    edit: (before) => replace(before, "accessUntil: 2027-06-30, ", ""),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

tailspin: gains
  + there is no last day, before it was 2027-06-30
    no new password: password1 works until 2026-09-17, the next one is issued on 2026-06-09

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "opens an access again that was over",
    edit: (before) => replace(before, "accessUntil: 2026-03-10", "accessUntil: 2027-01-31"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

woodgrove: resumes
  + access is open again
  + the last day is 2027-01-31, before it was 2026-03-10
    the token is enabled again
    rotation due since 2026-02-08: a new password in password1, which works until 2026-06-13

1 of 10 customers changes: 1 resumes`,
  },
  {
    name: "resumes a suspended customer",
    edit: (before) => replace(before, ", state: suspended", ""),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

proseware: resumes
  + active again
    the token is enabled again
    the secret is enabled again
    no new password: password1 works until 2026-05-30, the next one is issued on 2026-04-30

1 of 10 customers changes: 1 resumes`,
  },
  {
    name: "takes an offboarded customer back",
    edit: (before) => replace(before, ", state: offboarded", ""),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

lucerne: returns
  + may pull app/api
    the token is enabled again
    the secret is enabled again
    no new password: password1 works until 2026-05-30, the next one is issued on 2026-04-26

1 of 10 customers changes: 1 returns`,
  },
  {
    name: "lets a reader fetch the password",
    edit: (before) =>
      replace(
        before,
        "tools/cli] }",
        "tools/cli], readers: [8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b] }",
      ),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

fabrikam: gains
  + 8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b may fetch the password
    password1 goes on working until 2026-05-30

1 of 10 customers changes: 1 gains`,
  },
  {
    name: "changes a default that gives everyone more",
    edit: (before) =>
      replace(
        before,
        "customers:",
        "defaults: { actions: [content/read, metadata/read] }\ncustomers:",
      ),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

adatum: gains
  + gets metadata/read
    password1 goes on working until 2026-05-30

contoso (Contoso Ltd): gains
  + gets metadata/read
    password1 goes on working until 2026-05-30

fabrikam: gains
  + gets metadata/read
    password1 goes on working until 2026-05-30

litware: gains
  + gets metadata/read
    password1 goes on working without an end

proseware: gains
  + gets metadata/read
    while suspended no password works

tailspin: gains
  + gets metadata/read
    password1 goes on working until 2026-09-17

wingtip: gains
  + gets metadata/read
    password1 goes on working until 2026-09-17
    password2 goes on working until 2026-12-26

woodgrove: gains
  + gets metadata/read
    the last day was 2026-03-10, so no password works

8 of 10 customers change: 8 gain`,
  },
];
