// The adoption of a token: who is newly adopted, what its users lose, and what the guard says about it.

import { expect } from "chai";
import fc from "fast-check";
import type { Access } from "../../access/access";
import { compareAdoption, newlyAdopted, type TokenRights } from "../../access/adoption";
import { checkChange } from "../../access/guard";
import { readAdoptions } from "../../access/readAdoptions";
import type { Customer } from "../../customers/schema/schema";
import { scopeMapActions } from "../../customers/scopeMapActions";
import { access, anyAccess, TODAY } from "./anyAccess";
import { record } from "./records";

type Actions = Customer["actions"];

const on = (repository: string, ...actions: string[]) =>
  actions.map((action) => `repositories/${repository}/${action}`);

/** A token that works. */
const rights = (...actions: string[]): TokenRights => ({
  isUsable: true,
  actions,
  hasOwnScopeMap: false,
});

const PORTAL = rights(
  ...on("app/api", "content/read", "content/write"),
  ...on("app/web", "content/read"),
  ...on("app/worker", "content/read"),
);

describe("compareAdoption", () => {
  const cases: [
    name: string,
    found: TokenRights,
    after: Partial<Access>,
    losses: string[],
    wasOpen?: boolean,
  ][] = [
    [
      "repositories and actions that the entry does not give",
      PORTAL,
      { repositories: ["app/api"] },
      ["can no longer pull app/web, app/worker", "loses content/write"],
    ],
    [
      "nothing where the entry gives as much, spelled in another case or as a prefix",
      rights(...on("app/api", "Content/Read"), ...on("App/web", "content/read")),
      { repositories: ["app/*"] },
      [],
    ],
    [
      "everything but what the entry gives, from a scope map of the system",
      rights(...on("*", "content/read", "content/write", "content/delete")),
      { repositories: ["app/api", "base/*"] },
      ["can no longer pull * but for app/api, base/*", "loses content/delete, content/write"],
    ],
    [
      "an action on a repository that the token cannot pull either",
      rights(...on("app/api", "content/read"), ...on("app/web", "metadata/read")),
      { repositories: ["app/api"], actions: ["content/read", "metadata/read"] },
      ["loses metadata/read on app/web"],
    ],
    [
      "what is no action on repositories",
      rights("gateway/edge/config/read", ...on("app/api", "content/read")),
      { repositories: ["app/api"] },
      ["loses gateway/edge/config/read"],
    ],
    [
      "the passwords, by a state or a last day that is over",
      PORTAL,
      { repositories: ["app/*"], actions: ["content/read", "content/write"], state: "suspended" },
      ["suspended"],
    ],
    [
      "what nobody misses, where no password works",
      { ...PORTAL, isUsable: false },
      { repositories: ["app/api"] },
      ["can no longer pull app/web, app/worker", "loses content/write"],
      false,
    ],
  ];
  for (const [name, found, after, losses, wasOpen = true] of cases) {
    it(`takes ${name}`, () => {
      const change = compareAdoption(found, undefined, access(after), TODAY);
      expect(change.losses.map(({ words }) => words)).to.deep.equal(losses);
      expect(change.wasOpen).to.equal(wasOpen);
      expect(change.gains.map(({ words }) => words)).to.deep.equal([
        `may pull ${access(after).repositories.join(", ")}`,
      ]);
    });
  }

  it("uses the token's rights where a record has more or fewer that were never carried out", () => {
    const before = access({ repositories: ["app/api"], accessUntil: "2027-06-30" });
    const { losses } = compareAdoption(PORTAL, before, before, TODAY);
    expect(losses.map(({ words }) => words)).to.deep.equal([
      "can no longer pull app/web, app/worker",
      "loses content/write",
    ]);
  });

  it("adds what a customer loses who had another token", () => {
    const before = access({ tokenName: "other-pull", repositories: ["app/api"] });
    const { losses } = compareAdoption(PORTAL, before, access({ repositories: ["app/*"] }), TODAY);
    expect(losses.map(({ words }) => words)).to.deep.equal([
      "the token is contoso-pull, before it was other-pull",
      "loses content/write",
    ]);
  });
});

describe("newlyAdopted", () => {
  const after = record({ contoso: {}, fabrikam: {} }, { adopt: ["contoso"] });
  const cases: [when: string, before: ReturnType<typeof record>, is: boolean][] = [
    ["in the first record", record({}), true],
    ["who was listed with the token, which was not adopted", record({ contoso: {} }), true],
    ["not once more", record({ contoso: {} }, { adopt: ["contoso"] }), false],
    [
      "with another token than before",
      record({ contoso: { tokenName: "other-pull" } }, { adopt: ["contoso"] }),
      true,
    ],
  ];
  for (const [when, before, is] of cases) {
    it(`finds a customer ${when}`, () => {
      expect([...newlyAdopted(before, after)]).to.deep.equal(
        is ? [["contoso", "contoso-pull"]] : [],
      );
    });
  }
});

describe("checkChange, of tokens that are adopted", () => {
  const adopted = new Map([
    ["contoso", PORTAL],
    ["fabrikam", PORTAL],
    ["northwind", { ...PORTAL, isUsable: false }],
  ]);
  const adopting = { adopt: [...adopted.keys()] };
  const entries = { contoso: {}, fabrikam: {}, northwind: {} };

  it("counts what is taken from them like any loss, also in the first record", () => {
    const { losses, limit, open, refusals } = checkChange(
      record({}),
      record(entries, adopting),
      TODAY,
      adopted,
    );
    expect([...losses.keys()]).to.deep.equal(["contoso", "fabrikam"]);
    expect({ limit, open }).to.deep.equal({ limit: 1, open: 2 });
    expect(refusals).to.deep.equal([
      `2 of 2 customers with access lose all or part of it; at most 1 may lose access in one change
    contoso: can no longer pull app/worker; loses content/write
    fabrikam: can no longer pull app/worker; loses content/write
  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
    acknowledge:
      - customers: [contoso, fabrikam]
        reason: why, such as a ticket
        until: 2026-11-28`,
    ]);
  });

  it("lets those pass whom the file acknowledges", () => {
    const acknowledge = [{ customers: ["fabrikam"], reason: "OPS-7", until: TODAY }];
    const after = record(entries, { ...adopting, acknowledge });
    expect(checkChange(record({}), after, TODAY, adopted).refusals).to.deep.equal([]);
  });
});

describe("readAdoptions", () => {
  it("keeps apart what was found, what does not exist and what cannot be read, which stops nobody", async () => {
    const entries = { contoso: {}, fabrikam: {}, northwind: {} };
    const after = record(entries, { adopt: Object.keys(entries) });
    const found = await readAdoptions({ before: record({}), after }, async (tokenName) => {
      if (tokenName === "fabrikam-pull") return undefined;
      if (tokenName === "northwind-pull") throw new Error("403 AuthorizationFailed");
      return PORTAL;
    });
    expect(found).to.deep.equal({
      rights: new Map([["contoso", PORTAL]]),
      missing: ["fabrikam"],
      notes: [
        "northwind: what the token northwind-pull may do could not be read (403 AuthorizationFailed), so its losses are neither shown nor counted",
      ],
    });
  });

  it("counts a token that a failed run left as it was until it is bound to its own scope map, and that is written", async () => {
    const entries = { contoso: {}, fabrikam: {}, northwind: {} };
    const before = record(entries, { adopt: Object.keys(entries) });
    const found: Record<string, TokenRights> = {
      "contoso-pull": PORTAL,
      "fabrikam-pull": { ...PORTAL, hasOwnScopeMap: true },
      "northwind-pull": {
        ...rights(...on("app/api", "content/read"), ...on("app/web", "content/read")),
        hasOwnScopeMap: true,
      },
    };
    const read = async (tokenName: string) => found[tokenName];
    const { rights: counted } = await readAdoptions({ before, after: before }, read);
    expect([...counted.keys()]).to.deep.equal(["contoso", "fabrikam"]);
    const { losses } = checkChange(before, before, TODAY, counted);
    for (const id of ["contoso", "fabrikam"]) {
      expect(losses.get(id)?.losses).to.deep.equal([
        {
          kind: "repositories",
          words: "can no longer pull app/worker",
          repositories: ["app/worker"],
        },
        { kind: "actions", words: "loses content/write" },
      ]);
    }
  });

  it("leaves the scope map that the file makes to the records, whatever the file says", async () => {
    await fc.assert(
      fc.asyncProperty(anyAccess, async (given) => {
        const before = record({ contoso: given }, { adopt: ["contoso"] });
        const written = scopeMapActions({ ...given, actions: given.actions as Actions });
        const own = { ...rights(...written), hasOwnScopeMap: true };
        const found = await readAdoptions({ before, after: before }, async () => own);
        expect([...found.rights]).to.deep.equal([]);
      }),
    );
  });
});
