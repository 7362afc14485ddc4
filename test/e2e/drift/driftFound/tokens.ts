// Tokens and scope maps that somebody made, changed or deleted.

import { changeActions, changeToken, type DriftCase, makeToken, makeTokenOn } from "./driftCase";

const PULL_API = ["repositories/app/api/content/read"];

export const TOKENS: readonly DriftCase[] = [
  {
    name: "makes tokens of every kind: the worst comes first",
    async make(by) {
      await makeToken(by, "one-repository", PULL_API);
      await makeToken(by, "pulls-all", ["repositories/*/content/read"]);
      await makeTokenOn(by, "admin", "_repositories_admin");
      await makeToken(by, "pushes-one", [...PULL_API, "repositories/app/api/content/write"]);
      await makeTokenOn(by, "pushes-all", "_repositories_push");
      await makeTokenOn(by, "disabled", "_repositories_admin");
      await changeToken(by, "disabled", { status: "disabled" });
    },
    found: [
      "undeclaredToken | - | token admin: allows content/delete, content/read, content/write, metadata/read, metadata/write on * (scope map _repositories_admin); enabled; password1 of 2026-03-01 without an end",
      "undeclaredToken | - | token pushes-all: allows content/read, content/write on * (scope map _repositories_push); enabled; password1 of 2026-03-01 without an end",
      "undeclaredToken | - | token pulls-all: allows content/read on * (scope map pulls-all); enabled; password1 of 2026-03-01 without an end",
      "undeclaredToken | - | token pushes-one: allows content/read, content/write on app/api (scope map pushes-one); enabled; password1 of 2026-03-01 without an end",
      "undeclaredToken | - | token one-repository: allows content/read on app/api (scope map one-repository); enabled; password1 of 2026-03-01 without an end",
      "undeclaredToken | - | token disabled: allows content/delete, content/read, content/write, metadata/read, metadata/write on * (scope map _repositories_admin); disabled; password1 of 2026-03-01 without an end",
      "undeclaredScopeMap | - | scope map pulls-all: used by token pulls-all; allows content/read on *",
      "undeclaredScopeMap | - | scope map pushes-one: used by token pushes-one; allows content/read, content/write on app/api",
      "undeclaredScopeMap | - | scope map one-repository: used by token one-repository; allows content/read on app/api",
    ],
  },
  {
    name: "leaves a token whose passwords have ended",
    async make(by) {
      await makeTokenOn(by, "ended", "_repositories_pull");
      await by.azure.givenPassword("ended", "password1", "2026-03-10T00:00:00Z");
      by.advanceDays(9);
    },
    found: [
      "undeclaredToken | - | token ended: allows content/read on * (scope map _repositories_pull); enabled; no password that works",
    ],
  },
  {
    name: "makes a token with a customer's scope map",
    make: (by) => makeTokenOn(by, "second-user", "contoso-pull"),
    found: [
      "undeclaredToken | - | token second-user: allows content/read on app/api, app/web (scope map contoso-pull); enabled; password1 of 2026-03-01 without an end; with the scope map of contoso",
    ],
  },
  {
    name: "makes a scope map that no token has",
    make: ({ azure }) =>
      azure.arm("PUT", "scopeMaps/left-over", { properties: { actions: PULL_API } }),
    found: [
      "undeclaredScopeMap | - | scope map left-over: used by no token; allows content/read on app/api",
    ],
  },
  {
    name: "enables the token of a suspended customer",
    make: (by) => changeToken(by, "adventure-pull", { status: "enabled" }),
    found: [
      "tokenEnabled | adventure | token adventure-pull: is enabled, and adventure is suspended",
    ],
  },
  {
    name: "disables a token",
    make: (by) => changeToken(by, "contoso-pull", { status: "disabled" }),
    found: ["tokenDisabled | contoso | token contoso-pull: is disabled"],
  },
  {
    name: "gives a token another scope map",
    make: (by) =>
      changeToken(by, "contoso-pull", {
        scopeMapId: `${by.azure.registryId}/scopeMaps/_repositories_admin`,
      }),
    found: [
      "scopeMapSwapped | contoso | token contoso-pull: has scope map _repositories_admin in place of its own",
    ],
  },
  {
    name: "widens a scope map",
    make: (by) =>
      changeActions(by, "contoso-pull", [
        "repositories/app/api/content/read",
        "repositories/app/api/content/write",
        "repositories/app/web/content/read",
        "repositories/internal/*/content/read",
      ]),
    found: [
      "actionsWidened | contoso | scope map contoso-pull: allows more than the file: content/read on internal/*; content/write on app/api",
    ],
  },
  {
    name: "narrows a scope map",
    make: (by) => changeActions(by, "fabrikam-pull", ["repositories/base/*/content/read"]),
    found: [
      "actionsNarrowed | fabrikam | scope map fabrikam-pull: does not allow: metadata/read on base/*",
    ],
  },
  {
    name: "writes another description",
    make: ({ azure }) =>
      azure.arm("PATCH", "scopeMaps/contoso-pull", { properties: { description: "Contoso" } }),
    found: [
      "scopeMapUnmarked | contoso | scope map contoso-pull: does not bear the mark of this stack in its description",
    ],
  },
  {
    name: "deletes a token",
    make: ({ azure }) => azure.arm("DELETE", "tokens/contoso-pull"),
    found: ["tokenMissing | contoso | token contoso-pull: does not exist"],
  },
  {
    name: "deletes a scope map",
    make: ({ azure }) => azure.arm("DELETE", "scopeMaps/contoso-pull"),
    found: ["scopeMapMissing | contoso | scope map contoso-pull: does not exist"],
  },
  {
    name: "declares customers by another stack",
    async make(by) {
      await makeToken(by, "tailspin-pull", PULL_API);
      await by.azure.arm("PATCH", "scopeMaps/tailspin-pull", {
        properties: { description: "rights of tailspin, declared by other123" },
      });
      const tags = {
        CredentialId: "password1",
        IssuedAt: "2026-03-01T00:00:00Z",
        Generation: "1",
        Token: "vendorimages/tailspin-pull",
        Owner: "other123",
      };
      await by.azure.vault("PUT", "/secrets/tailspin-registry-other123", { value: "1", tags });
    },
    found: ["otherStack | - | stack other123: declares 1 token in this registry"],
  },
  {
    name: "takes a customer out of the file, which was not applied",
    make: ({ write }) =>
      write(
        "customers:\n  contoso: { repositories: [app/api, app/web], readers: [66666666-6666-4666-8666-666666666666] }\n  fabrikam: { repositories: [base/*], actions: [content/read, metadata/read] }\n  adventure: { repositories: [app/web], state: suspended }\n",
      ),
    found: [
      "undeclaredToken | - | token byhand-pull: allows content/read on tools/cli (scope map byhand-pull); enabled; password1 of 2026-03-01 without an end; declared for byhand, who is not in the file",
      "undeclaredScopeMap | - | scope map byhand-pull: used by token byhand-pull; allows content/read on tools/cli",
      "undeclaredSecret | - | secret byhand-registry-********: holds a password of token byhand-pull; enabled",
    ],
  },
];
