// Changes of clean facts, and all that is found in them.

import type { Facts } from "../../drift/facts";
import { adopted, CURRENT, OLD, withOtherStack, withSecret, withToken } from "./changedFacts";
import { cleanFacts, marked, OWNER, REGISTRY, SECRETS_USER, VAULT } from "./cleanFacts";

const SOMEBODY = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

/** What is found in changed facts, by what happened. */
export const CASES: Readonly<Record<string, readonly [facts: Facts, found: readonly string[]]>> = {
  "nobody did anything": [cleanFacts(), []],
  "names are in another case": [
    {
      ...cleanFacts(),
      place: { registryId: REGISTRY.toUpperCase(), vaultId: VAULT },
      tokens: (cleanFacts().tokens ?? []).map((each) => ({
        ...each,
        name: each.name.toUpperCase(),
        scopeMapId: each.scopeMapId.toUpperCase(),
      })),
      scopeMaps: (cleanFacts().scopeMaps ?? []).map((each) => ({
        ...each,
        name: each.name.toUpperCase(),
        actions: each.actions.map((action) => action.toUpperCase()),
      })),
    },
    [],
  ],
  "the customer came back, and the secret has a revision": [
    withSecret(cleanFacts(), { name: `contoso-registry-${OWNER}-r12` }),
    [],
  ],
  "an older secret of the customer is still there": [
    {
      ...cleanFacts(),
      secrets: [
        ...(cleanFacts().secrets ?? []),
        {
          name: `contoso-registry-${OWNER}-r3`,
          enabled: true,
          tags: marked("contoso-pull", { createdAt: "2025-01-01T00:00:00.000Z" }),
        },
      ],
    },
    [
      `undeclaredSecret | - | secret contoso-registry-${OWNER}-r3: holds a password of token contoso-pull; enabled`,
    ],
  ],
  "an adopted password works beside the new one": [adopted(), []],
  "it was to be replaced, and no run has done it": [
    adopted({ today: "2026-04-30" }),
    [
      "endedPassword | contoso | token contoso-pull: password1 of 2025-01-01 was to be replaced on 2026-04-29, and still works",
    ],
  ],
  "it is to be replaced today": [adopted({ today: "2026-04-29" }), []],
  "it was removed by hand": [
    adopted({}, [CURRENT]),
    [
      "passwordLost | contoso | token contoso-pull: password1 of 2025-01-01, which was handed out before, was removed",
    ],
  ],
  "it was generated again by hand": [
    adopted({}, [{ ...OLD, createdAt: "2026-03-05T00:00:00.000Z" }, CURRENT]),
    [
      "passwordOutside | contoso | token contoso-pull: password1 of 2026-03-05, without an end, was generated outside of this project, or by a run that did not finish: it is not the one in the vault",
      "passwordLost | contoso | token contoso-pull: password1 of 2025-01-01, which was handed out before, was generated again on 2026-03-05",
    ],
  ],
  "one that nobody published has ended": [
    withToken(cleanFacts(), {
      passwords: [
        { ...CURRENT, name: "password1" },
        {
          name: "password2",
          createdAt: "2026-03-05T00:00:00.000Z",
          expiresAt: "2026-03-09T00:00:00.000Z",
        },
      ],
    }),
    [],
  ],
  "a revoked one was removed": [
    {
      ...adopted({}, [CURRENT]),
      customers: cleanFacts(`customers:
  contoso: { repositories: [app/api], credential: { generation: 2, revokeBefore: 2 } }
  fabrikam: { repositories: [app/web] }
`).customers,
      secrets: (cleanFacts().secrets ?? []).map((each, at) =>
        at === 0
          ? {
              ...each,
              tags: marked("contoso-pull", {
                slot: "password2",
                generation: 2,
                beside: { slot: "password1", createdAt: OLD.createdAt, generation: 1 },
              }),
            }
          : each,
      ),
    },
    [],
  ],
  "another stack has published the newest password": [
    withSecret(cleanFacts(), { tags: marked("contoso-pull", { owner: "other123" }) }),
    [
      `secretForeign | contoso | secret contoso-registry-${OWNER}: its current version was published by stack other123`,
    ],
  ],
  "another stack, which is known, declares customers": [
    withOtherStack({ ...cleanFacts(), otherStacks: ["other123"] }),
    [],
  ],
  "another stack, which is not known, declares customers": [
    withOtherStack(cleanFacts()),
    ["otherStack | - | stack other123: declares 1 token in this registry"],
  ],
  "somebody binds a token of their own to the scope map of another stack": [
    withToken(withOtherStack({ ...cleanFacts(), otherStacks: ["other123"] }), {
      id: `${REGISTRY}/tokens/mine`,
      name: "mine",
      scopeMapId: `${REGISTRY}/scopeMaps/tailspin-pull`,
    }),
    [
      "undeclaredToken | - | token mine: allows content/read on app/api (scope map tailspin-pull); enabled; password1 of 2026-03-01 until 2026-05-30; declared for tailspin, who is not in the file",
      "tokenMissing | contoso | token contoso-pull: does not exist",
    ],
  ],
  "the token has no scope map": [
    withToken(cleanFacts(), { scopeMapId: "" }),
    ["scopeMapSwapped | contoso | token contoso-pull: has no scope map in place of its own"],
  ],
  "an offboarded customer has neither token nor secret nor rights": [
    {
      ...cleanFacts(`customers:
  contoso: { repositories: [gone/app], state: offboarded }
  fabrikam: { repositories: [app/web] }
`),
      repositories: ["app/web"],
    },
    [
      "tokenEnabled | contoso | token contoso-pull: is enabled, and contoso is offboarded",
      `secretReadable | contoso | secret contoso-registry-${OWNER}: can be read, and contoso has no access`,
    ],
  ],
  "a reader of an offboarded customer still has the role": [
    {
      ...cleanFacts(`customers:
  contoso: { repositories: [app/api], state: offboarded, readers: [${SOMEBODY}] }
  fabrikam: { repositories: ["app/web", "app/api"], readers: [${SOMEBODY.toUpperCase()}] }
`),
      tokens: (cleanFacts().tokens ?? []).map((each, at) => ({ ...each, enabled: at === 1 })),
      secrets: (cleanFacts().secrets ?? []).map((each, at) => ({ ...each, enabled: at === 1 })),
      vaultRoles: {
        definitions: new Map([["user", SECRETS_USER]]),
        assignments: ["contoso", "fabrikam"].map((id) => ({
          id,
          principalId: SOMEBODY,
          principalType: "ServicePrincipal",
          scope: `${VAULT}/secrets/${id}-registry-${OWNER}`,
          roleId: "user",
        })),
      },
    },
    [
      `vaultRole | contoso | service principal ${SOMEBODY}: reads passwords: Key Vault Secrets User on secret contoso-registry-${OWNER}`,
    ],
  ],
  "the vault uses access policies, and a reader has no role": [
    {
      ...cleanFacts(`customers:
  contoso: { repositories: [app/api], readers: [${SOMEBODY}] }
  fabrikam: { repositories: [app/web] }
`),
      vault: { usesRoles: false, accessPolicies: [] },
    },
    [],
  ],
  "the access has ended": [
    {
      ...cleanFacts(`customers:
  contoso: { repositories: [app/api], accessUntil: 2026-03-11 }
  fabrikam: { repositories: [app/web] }
`),
      today: "2026-03-12",
    },
    [
      "tokenEnabled | contoso | token contoso-pull: is enabled, and contoso had access until 2026-03-11",
      `secretReadable | contoso | secret contoso-registry-${OWNER}: can be read, and contoso has no access`,
      "unusedRepository | - | app/api: no customer can pull it",
    ],
  ],
};
