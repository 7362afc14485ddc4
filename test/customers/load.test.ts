// Good files: defaults, the forms that YAML allows, and what loadCustomers returns for them.
import { createHash } from "node:crypto";
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import type { Customer, CustomersFile } from "../../customers/schema/schema";
import { contoso, file } from "./cases/case";

const CONTOSO: Customer = {
  id: "contoso",
  repositories: ["app/api"],
  actions: ["content/read"],
  state: "active",
  tokenName: "contoso-pull",
  credential: {
    lifetimeDays: 90,
    rotateBeforeDays: 30,
    rotation: "automatic",
    generation: 1,
    revokeBefore: 1,
  },
};

describe("loadCustomers", () => {
  it("applies the defaults to a customer who says nothing else", () => {
    expect(customersOf(contoso())).to.deep.equal([CONTOSO]);
  });

  it("takes every field as given", () => {
    const customers = customersOf(
      file(
        "displayName: Contoso Ltd",
        "contact: platform@contoso.example",
        'repositories: ["*", base/*]',
        "allowAllRepositories: true",
        "actions: [metadata/read, content/read]",
        "state: offboarded",
        "accessUntil: 2028-02-29",
        "tokenName: ContosoToken",
        "adopt: [token, scopeMap]",
        "readers: [8F0C6A5E-3d4b-4f7a-9b1e-2c5d7e9f1a3b, 00000000-0000-4000-8000-000000000001]",
        "credential: { lifetimeDays: 30, rotateBeforeDays: 15, rotation: manual, generation: 3, revokeBefore: 3 }",
        "sync: { repositories: [base/java], webhookScope: prefix, header: { generation: 3, inUse: 2 } }",
      ),
    );
    expect(customers).to.deep.equal([
      {
        id: "contoso",
        displayName: "Contoso Ltd",
        contact: "platform@contoso.example",
        repositories: ["*", "base/*"],
        actions: ["metadata/read", "content/read"],
        state: "offboarded",
        accessUntil: "2028-02-29",
        tokenName: "ContosoToken",
        adopt: ["token", "scopeMap"],
        readers: ["8F0C6A5E-3d4b-4f7a-9b1e-2c5d7e9f1a3b", "00000000-0000-4000-8000-000000000001"],
        credential: {
          lifetimeDays: 30,
          rotateBeforeDays: 15,
          rotation: "manual",
          generation: 3,
          revokeBefore: 3,
        },
        sync: {
          repositories: ["base/java"],
          webhookScope: "prefix",
          header: { generation: 3, inUse: 2 },
        },
      },
    ]);
  });

  it("knows the lines, of an item behind an alias as well", () => {
    const yaml = `customers:
  contoso:
    repositories: &all
      - app/api
      - base/*
  fabrikam: { repositories: [app/web,
    app/api] }
  tailspin: { repositories: *all }
`;
    const loaded = loadCustomers(Buffer.from(yaml), { file: "f" });
    const lineOf = (id: string, index: number) =>
      loaded.ok && loaded.lineOf(["customers", id, "repositories", index]);
    expect([
      lineOf("contoso", 0),
      lineOf("contoso", 1),
      lineOf("fabrikam", 0),
      lineOf("fabrikam", 1),
      lineOf("tailspin", 1),
    ]).to.deep.equal([4, 5, 6, 7, 5]);
  });

  it("lets a customer's own entry go before the defaults section, field by field", () => {
    const [own, other] = customersOf(`
defaults:
  actions: [content/read, metadata/read]
  credential: { lifetimeDays: 60, rotateBeforeDays: 10 }
customers:
  contoso:
    repositories: [app/api]
    actions: [content/read]
    credential: { lifetimeDays: 40 }
  fabrikam:
    repositories: [app/web]
`);
    expect(own?.actions).to.deep.equal(["content/read"]);
    expect(own?.credential).to.deep.equal({
      ...CONTOSO.credential,
      lifetimeDays: 40,
      rotateBeforeDays: 10,
    });
    expect(other?.actions).to.deep.equal(["content/read", "metadata/read"]);
    expect(other?.credential).to.deep.equal({
      ...CONTOSO.credential,
      lifetimeDays: 60,
      rotateBeforeDays: 10,
    });
  });

  for (const [lifetimeDays, rotateBeforeDays] of [
    [7, 2],
    [30, 10],
    [89, 29],
    [90, 30],
    [3650, 30],
  ] as const) {
    it(`rotates ${rotateBeforeDays} days before the end of ${lifetimeDays}, unless told otherwise`, () => {
      const [customer] = customersOf(contoso(`credential: { lifetimeDays: ${lifetimeDays} }`));
      expect(customer?.credential.rotateBeforeDays).to.equal(rotateBeforeDays);
    });
  }

  it("keeps the order of the file", () => {
    const ids = ["zeta", "alpha", "true", "contoso", "constructor"];
    const yaml = ids.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("");
    const loaded = customersOf(`customers:\n${yaml}`);
    expect(loaded.map(({ id }) => id)).to.deep.equal(ids);
  });

  it("takes exactly 500 actions", () => {
    const repositories = Array.from({ length: 250 }, (_, n) => `r${n}`);
    const [customer] = customersOf(
      file(`repositories: [${repositories}]`, "actions: [content/read, metadata/read]"),
    );
    expect(customer?.repositories).to.deep.equal(repositories);
  });

  it("follows aliases of lists, of credentials and of whole customers", () => {
    const customers = customersOf(`
customers:
  contoso: &contoso
    repositories: &shared [app/api, app/web]
    credential: &short { lifetimeDays: 30 }
  fabrikam: { repositories: *shared, credential: *short }
  northwind: *contoso
`);
    const expected = {
      ...CONTOSO,
      repositories: ["app/api", "app/web"],
      credential: { ...CONTOSO.credential, lifetimeDays: 30, rotateBeforeDays: 10 },
    };
    expect(customers).to.deep.equal(
      ["contoso", "fabrikam", "northwind"].map((id) => ({
        ...expected,
        id,
        tokenName: `${id}-pull`,
      })),
    );
  });

  for (const [form, yaml] of Object.entries({
    "a byte order mark": `\ufeff${contoso()}`,
    "line ends of CRLF": contoso().replaceAll("\n", "\r\n"),
    "no line end": contoso().trimEnd(),
    "document markers": `---\n${contoso()}...\n`,
    "a YAML 1.1 directive": `%YAML 1.1\n---\n${contoso()}`,
    "flow style, as JSON": '{"customers": {"contoso": {"repositories": ["app/api"]}}}',
    "explicit core tags": contoso().replace("app/api", "!!str app/api"),
    "tabs before comments": contoso().replace("[app/api]", "[app/api]\t# tab"),
  })) {
    it(`reads ${form}`, () => {
      expect(customersOf(yaml)).to.deep.equal([CONTOSO]);
    });
  }

  it("returns the acknowledgements as they stand, also of customers who are listed no more", () => {
    expect(
      acknowledgementsOf(`
acknowledge:
  - customers: &left [contoso, northwind]
    reason: "contract ended: TICKET-1"
    until: 2028-02-29
  - { customers: *left, reason: once more, until: 2020-01-01 }
${contoso()}`),
    ).to.deep.equal([
      {
        customers: ["contoso", "northwind"],
        reason: "contract ended: TICKET-1",
        until: "2028-02-29",
      },
      { customers: ["contoso", "northwind"], reason: "once more", until: "2020-01-01" },
    ]);
  });

  it("returns no acknowledgements for a list that has none, and for no list", () => {
    expect(acknowledgementsOf(`acknowledge: []\n${contoso()}`)).to.deep.equal([]);
    expect(acknowledgementsOf(contoso())).to.deep.equal([]);
  });

  it("returns the SHA-256 of the bytes", () => {
    const bytes = Buffer.from(contoso());
    const result = loadCustomers(bytes, { file: "customers.yaml" });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(result.ok && result.file.sha256).to.equal(sha256);
  });

  it("counts columns after a byte order mark from 1, and lines of CRLF once", () => {
    const yaml = `\ufeffcustomer: {}\r\n${contoso("state: on").replaceAll("\n", "\r\n")}`;
    const result = loadCustomers(Buffer.from(yaml), { file: "x.yaml" });
    const places = result.ok ? [] : result.problems.map(({ line, column }) => [line, column]);
    expect(places).to.deep.equal([
      [1, 1],
      [5, 12],
    ]);
  });
});

function customersOf(yaml: string): readonly Customer[] {
  return loaded(yaml).customers;
}

function acknowledgementsOf(yaml: string): CustomersFile["acknowledge"] {
  return loaded(yaml).acknowledge;
}

function loaded(yaml: string): CustomersFile {
  const result = loadCustomers(Buffer.from(yaml), { file: "customers.yaml" });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}
