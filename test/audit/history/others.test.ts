// Tokens beside those that customers have, in a checkpoint: replaced and not deleted yet, a second one, or one of nobody.
import { expect } from "chai";
import { CUSTOMER, snapshotOf } from "./checkpoints";
import { STACK, scopeMap, scopeMapId, secret, token, tokenId } from "./registryResources";

const NEW = [scopeMap("new", "app/web"), token("new", "new"), secret("new")];
const replaced = { delete: true };

/** What is beside contoso's own, without times. */
function others(...resources: object[]) {
  return (snapshotOf(...NEW, ...resources).others ?? []).map(
    ({ modifiedAt, scopeMapModifiedAt, credentialModifiedAt, slots, ...fact }) => ({
      ...fact,
      slots: slots.map(({ name, createdAt }) => `${name} ${createdAt.slice(0, 10)}`),
    }),
  );
}

describe("tokens beside those that customers have", () => {
  it("are none where each customer has what was declared", () => {
    expect(snapshotOf(...NEW).others).to.equal(undefined);
  });

  it("are those that a replacement left, with the actions of their own scope map", () => {
    expect(
      others(
        scopeMap("old", "app/api", replaced),
        token("old", "old", replaced),
        secret("old", replaced),
      ),
    ).to.deep.equal([
      {
        id: "contoso, old token old",
        customer: "contoso",
        why: "replaced",
        tokenName: "old",
        enabled: true,
        actions: ["repositories/app/api/content/read"],
        slots: ["password1 2026-07-01"],
      },
    ]);
    const [own] = snapshotOf(...NEW, token("old", "old", replaced)).customers;
    expect([own?.tokenName, own?.actions]).to.deep.equal([
      "new",
      ["repositories/app/web/content/read"],
    ]);
  });

  it("say that their passwords are not known where their TokenSecret was deleted already", () => {
    expect(
      others(scopeMap("old", "app/api", replaced), token("old", "old", replaced)),
    ).to.deep.equal([
      {
        id: "contoso, old token old",
        customer: "contoso",
        why: "replaced",
        tokenName: "old",
        enabled: true,
        actions: ["repositories/app/api/content/read"],
        slots: [],
        isWithoutSecret: true,
      },
    ]);
  });

  it("are not the customer's own, whose id is only spelled in another way", () => {
    const same = token("new", "new", { ...replaced, id: tokenId("NEW").toUpperCase() });
    expect(others(same)).to.deep.equal([]);
  });

  it("are no resources that were deleted and wait for their replacement", () => {
    expect(others(token("old", "old", { pendingReplacement: true }))).to.deep.equal([]);
  });

  it("are no second scope map that the customer's own token has", () => {
    const bound = secret("new", { outputs: { username: "new", scopeMapId: scopeMapId("second") } });
    const resources = [scopeMap("new", "app/web"), token("new", "new"), bound];
    const read = snapshotOf(...resources, scopeMap("second", "app/api"));
    expect(read.others).to.equal(undefined);
    expect(read.customers.map(({ boundTo, actions }) => [boundTo, actions])).to.deep.equal([
      ["second", ["repositories/app/api/content/read"]],
    ]);
  });

  it("name a scope map that no token of the state has", () => {
    expect(others(scopeMap("old", "app/api", replaced))).to.deep.equal([
      {
        id: "contoso, old scope map old",
        customer: "contoso",
        why: "replaced",
        actions: ["repositories/app/api/content/read"],
        slots: [],
      },
    ]);
  });

  it("are second ones below a customer, whichever is written first", () => {
    const usual = [token("new", "new"), token("second", "new")].map((each, index) => ({
      ...each,
      urn: `urn:pulumi:dev::customer-access::t::contoso-token${index === 0 ? "" : "-2"}`,
    }));
    for (const tokens of [usual, usual.toReversed()]) {
      const { customers, others: found } = snapshotOf(NEW[0] ?? {}, NEW[2] ?? {}, ...tokens);
      expect(customers.map(({ tokenName }) => tokenName)).to.deep.equal(["new"]);
      expect(found?.map(({ id, why, actions }) => [id, why, actions])).to.deep.equal([
        ["contoso, second token second", "second", ["repositories/app/web/content/read"]],
      ]);
    }
  });

  it("are those below no customer, also of the system's scope maps and of a named version of the API", () => {
    const type = "azure-native:containerregistry/v20230101preview:Token";
    const given = {
      ...token("ci", "_repositories_pull", { parent: STACK, type }),
      outputs: {
        name: "ci",
        status: "enabled",
        scopeMapId: scopeMapId("_repositories_pull"),
        credentials: {
          passwords: [
            {
              name: "password2",
              creationTime: "2026-05-01T08:00:00.1234567+00:00",
              expiry: "2027-05-01T00:00:00+00:00",
            },
          ],
        },
      },
    };
    expect(others(given)).to.deep.equal([
      {
        id: "no customer, token ci",
        why: "stray",
        tokenName: "ci",
        enabled: true,
        actions: ["repositories/*/content/read"],
        boundTo: "_repositories_pull",
        isWithoutSecret: true,
        slots: ["password2 2026-05-01"],
      },
    ]);
  });

  it("have names of their own in two registries", () => {
    const elsewhere = { parent: STACK, id: tokenId("ci").replace("vendorimages", "other") };
    const ids = others(token("ci", "x", { parent: STACK }), token("ci", "x", elsewhere)).map(
      ({ id }) => id,
    );
    expect(ids).to.deep.equal(["no customer, token ci", "no customer, token ci (2)"]);
  });
});

describe("a token that has another scope map than its customer's", () => {
  it("may do what that one grants", () => {
    const bound = { ...secret("new").outputs, scopeMapId: scopeMapId("base") };
    const { customers } = snapshotOf(
      ...NEW.slice(0, 2),
      secret("new", { outputs: bound }),
      scopeMap("base", "base/*", { parent: CUSTOMER.replace("contoso", "fabrikam") }),
    );
    const [contoso] = customers;
    expect([contoso?.actions, contoso?.boundTo]).to.deep.equal([
      ["repositories/base/*/content/read"],
      "base",
    ]);
  });

  it("is said to be of one that is not in the state", () => {
    const bound = { ...secret("new").outputs, scopeMapId: scopeMapId("everything") };
    const [contoso] = snapshotOf(...NEW.slice(0, 2), secret("new", { outputs: bound })).customers;
    expect([contoso?.boundTo, contoso?.isBoundElsewhere]).to.deep.equal(["everything", true]);
  });
});

describe("a URN that is there twice", () => {
  it("is named: the engine writes none", () => {
    expect(snapshotOf(...NEW, NEW[1] ?? {}).oddities).to.deep.equal(["x-new is there twice"]);
    expect(snapshotOf(...NEW, { ...NEW[1], delete: true }).oddities).to.equal(undefined);
  });
});
