// Changes that adopt tokens made by hand, or name one that exists.

import type { registryByHand } from "../../../helpers/byHand/registryByHand";
import type { PlanCase } from "./planCase";

/** Makes the tokens: of a portal with three repositories, of the system's own scope map, without a free slot, and disabled. */
export async function makeTokens(azure: ReturnType<typeof registryByHand>): Promise<void> {
  const on = (repository: string, ...actions: string[]) =>
    actions.map((action) => `repositories/${repository}/${action}`);
  await azure.createScopeMap(
    "portal-map",
    [
      ...on("app/api", "content/read", "content/write"),
      ...on("app/web", "content/read"),
      ...on("app/worker", "content/read"),
    ],
    "made by hand",
  );
  await azure.createScopeMap("taken-token", on("app/api", "content/read"), "made by hand");
  const tokens = {
    "portal-token": "portal-map",
    "admin-token": "_repositories_push",
    "taken-token": "taken-token",
    "idle-token": "portal-map",
  };
  for (const [token, scopeMap] of Object.entries(tokens)) {
    await azure.createToken(token, scopeMap);
    await azure.generate(azure.tokenId(token), "password1");
  }
  await azure.generate(azure.tokenId("taken-token"), "password2");
  await azure.updateToken("idle-token", { status: "disabled" });
}

const adds = (entry: string) => (before: string) => `${before}  ${entry}\n`;

/** A new customer, who is to adopt this token. */
const adopts = (tokenName: string, { repository = "app/api", what = "token" } = {}) =>
  adds(`zava: { repositories: [${repository}], tokenName: ${tokenName}, adopt: [${what}] }`);

/** Each with the complete plan, against the stack of planning.ts and these tokens. */
export const ADOPTIONS: readonly PlanCase[] = [
  {
    name: "adopts a token, and repositories and an action from its users",
    edit: adopts("portal-token"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  - can no longer pull app/web, app/worker
  - loses content/write
  + may pull app/api
    the token was bound to scope map portal-map; it is bound to scope map portal-token
    first password: a new password in password2, which works until 2026-06-13
    password1 goes on working until 2026-05-12
    adopts the token portal-token

1 of 11 customers changes: 1 loses
access is taken from 1 of 8 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "adopts a token with everything in the registry, and gives a prefix",
    edit: adopts("admin-token", { repository: "base/*" }),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  - can no longer pull * but for base/*
  - loses content/write
  + may pull base/*
    * is 12 repositories today (app/api, app/web, app/worker, base/node, base/python, base/runtime, docs/site, internal/billing, 4 more)
    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included
    the token was bound to scope map _repositories_push; it is bound to scope map admin-token
    first password: a new password in password2, which works until 2026-06-13
    password1 goes on working until 2026-05-14
    adopts the token admin-token

1 of 11 customers changes: 1 loses
access is taken from 1 of 8 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "adopts a token that is disabled, from which nobody misses anything",
    edit: adopts("idle-token"),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  - can no longer pull app/web, app/worker
  - loses content/write
  + may pull app/api
    the token was disabled; it is enabled again
    the token was bound to scope map portal-map; it is bound to scope map idle-token
    first password: a new password in password2, which works until 2026-06-13
    password1 works again until 2026-05-09
    adopts the token idle-token

1 of 11 customers changes: 1 loses`,
  },
  {
    name: "adopts a token both of whose slots are taken and whose scope map exists",
    edit: adopts("taken-token"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: new
  ! correct first: scope map taken-token already exists: add scopeMap to adopt
  ! correct first: token taken-token: both passwords of the token are taken (password1 of 2026-03-15 and password2 of 2026-03-15) and either may be in use; find out which one nobody uses, remove it with \`az acr token credential delete --registry vendorimages --name taken-token --password1\` (or \`--password2\`), and run again
  + may pull app/api
    adopts the token taken-token

1 of 11 customers changes: 1 new`,
  },
  {
    name: "adopts a token that does not exist",
    edit: adopts("no-token"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: new
  ! correct first: there is no token no-token to adopt; remove \`adopt\` to create it
  + may pull app/api

1 of 11 customers changes: 1 new`,
  },
  {
    name: "adopts a token with a scope map that does not exist",
    edit: adopts("portal-token", { what: "token, scopeMap" }),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  ! correct first: there is no scope map portal-token to adopt; remove scopeMap from \`adopt\` to create it
  - can no longer pull app/web, app/worker
  - loses content/write
  + may pull app/api
    the token was bound to scope map portal-map; it is bound to scope map portal-token
    first password: a new password in password2, which works until 2026-06-13
    password1 goes on working until 2026-05-12
    adopts the token portal-token

1 of 11 customers changes: 1 loses
access is taken from 1 of 8 customers who have it; at most 1 may lose it in one change`,
  },
  {
    name: "adopts a token that it writes in another case, which stays so",
    edit: adopts("Idle-Token"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  ! correct first: the registry spells this token idle-token, not Idle-Token, and logging in needs that spelling; write tokenName: idle-token before the first run, as it cannot be corrected later
  - can no longer pull app/web, app/worker
  - loses content/write
  + may pull app/api
    the token was disabled; it is enabled again
    the token was bound to scope map portal-map; it is bound to scope map Idle-Token
    first password: a new password in password2, which works until 2026-06-13
    password1 works again until 2026-05-09
    adopts the token Idle-Token

1 of 11 customers changes: 1 loses`,
  },
  {
    name: "names a token that exists, and does not adopt it",
    edit: adds("zava: { repositories: [app/api], tokenName: portal-token }"),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: new
  ! correct first: token portal-token already exists: add \`adopt: [token]\` to adopt what exists, or give the customer another tokenName
  + may pull app/api

1 of 11 customers changes: 1 new`,
  },
  {
    name: "adopts more from two than one may lose",
    edit: adds(
      "zava: { repositories: [app/api], tokenName: portal-token, adopt: [token] }\n  zure: { repositories: [base/*], tokenName: admin-token, adopt: [token] }",
    ),
    exitCode: 1,
    text: `customers.yaml against stack dev, on 2026-03-15

zava: loses
  - can no longer pull app/web, app/worker
  - loses content/write
  + may pull app/api
    adopts the token portal-token

zure: loses
  - can no longer pull * but for base/*
  - loses content/write
  + may pull base/*
    * is 12 repositories today (app/api, app/web, app/worker, base/node, base/python, base/runtime, docs/site, internal/billing, 4 more)
    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included
    adopts the token admin-token

2 of 12 customers change: 2 lose
access is taken from 2 of 9 customers who have it; at most 1 may lose it in one change
this change is refused:
  2 of 9 customers with access lose all or part of it; at most 1 may lose access in one change
      zava: can no longer pull app/web, app/worker; loses content/write
      zure: can no longer pull * but for base/*; loses content/write
    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [zava, zure]
          reason: why, such as a ticket
          until: 2026-03-22`,
  },
];
