// What a customer with a sync gets: the webhooks with their inputs and options, the header's readers, and what is asked before.

import { expect } from "chai";
import { customerAccess, REGISTRY_ID, VAULT_ID, withFile } from "./customers";
import { type Answers, type Declarations, type Declared, declared } from "./declared";

const READER = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const TARGETS = { "app/api": ["westeurope"] };
const FOUND: Answers = {
  "acr-credentials:index:syncTargets": {
    syncTargets: [{ customer: "contoso", webhooks: TARGETS }],
  },
};

async function declaredBy(
  lines: readonly string[],
  { answers = FOUND, isPreview = false }: { answers?: Answers; isPreview?: boolean } = {},
): Promise<Declarations> {
  const entry = [
    "repositories: [app/api, base/*]",
    "actions: [content/read, metadata/read]",
    ...lines,
  ];
  const yaml = `customers:\n  contoso: { ${entry.join(", ")} }\n  fabrikam: { repositories: [app/api] }\n`;
  return withFile(yaml, (path) => declared(() => customerAccess(path), answers, isPreview));
}

const named = ({ resources }: Declarations, suffix: string) =>
  resources.filter(({ name }) => name.endsWith(suffix));

/** The webhooks of contoso, with what differs. */
const webhooks = (inputs: object = {}): Declared => ({
  type: "acr-credentials:index:SyncWebhooks",
  name: "contoso-sync",
  parent: "contoso",
  inputs: {
    customer: "contoso",
    registryId: REGISTRY_ID,
    vaultId: VAULT_ID,
    secretName: "contoso-sync-x7k2pd4q",
    owner: "x7k2pd4q",
    stack: "customer-access/dev",
    enabled: true,
    generation: 1,
    inUse: 1,
    webhooks: TARGETS,
    repositories: ["app/api", "base/*"],
    ...inputs,
  },
  options: {
    protect: false,
    dependsOn: ["access-guard", "access-suffix"],
    ignoreChanges: [],
    aliases: 0,
  },
});

describe("a customer's sync", () => {
  it("is declared without protection, with what the plugin found", async () => {
    const declarations = await declaredBy(["sync: {}"]);
    expect(named(declarations, "-sync")).to.deep.equal([webhooks()]);
    expect(declarations.asked).to.deep.equal([
      {
        function: "acr-credentials:index:syncTargets",
        args: {
          registryId: REGISTRY_ID,
          owner: "x7k2pd4q",
          syncs: [
            {
              customer: "contoso",
              repositories: ["app/api", "base/*"],
              webhookScope: "repository",
              enabled: true,
            },
          ],
        },
      },
    ]);
    expect(declarations.providers["contoso-sync"]).to.equal("access-place");
  });

  it("has the generations, the scope and the repositories of the entry", async () => {
    const declarations = await declaredBy([
      "sync: { repositories: [base/java], webhookScope: prefix, header: { generation: 3, inUse: 2 } }",
    ]);
    expect(named(declarations, "-sync")).to.deep.equal([
      webhooks({ generation: 3, inUse: 2, repositories: ["base/java"] }),
    ]);
    const asked = declarations.asked.map(({ args }) => (args as { syncs: unknown }).syncs);
    expect(asked[0]).to.deep.equal([
      {
        customer: "contoso",
        repositories: ["base/java"],
        webhookScope: "prefix",
        enabled: true,
      },
    ]);
  });

  for (const state of ["state: suspended", "state: offboarded", "accessUntil: 2026-02-28"]) {
    it(`does not send with ${state}`, async () => {
      const declarations = await declaredBy(["sync: {}", state]);
      expect(named(declarations, "-sync")).to.deep.equal([webhooks({ enabled: false })]);
    });
  }

  it("is told why no webhook may be written, or none in addition", async () => {
    const told = { trouble: "contoso: the registry is not in reach", waits: "the next run" };
    const answers = {
      "acr-credentials:index:syncTargets": { syncTargets: [{ customer: "contoso", ...told }] },
    };
    const { webhooks: _, ...inputs } = webhooks(told).inputs;
    const [declaredSync] = named(await declaredBy(["sync: {}"], { answers }), "-sync");
    expect(declaredSync?.inputs).to.deep.equal(inputs);
  });

  it("is told that the question failed, which does not end the program", async () => {
    const answers = { "acr-credentials:index:syncTargets": new Error("the plugin is gone") };
    const declarations = await declaredBy(["sync: {}"], { answers });
    const { webhooks: _, ...inputs } = webhooks({ trouble: "contoso: the plugin is gone" }).inputs;
    const [declaredSync] = named(declarations, "-sync");
    expect(declaredSync?.inputs).to.deep.equal(inputs);
    expect(named(declarations, "fabrikam-token")).to.have.length(1);
  });

  it("lets the customer's readers fetch the header, after it was made, and never the URL", async () => {
    const declarations = await declaredBy([`readers: [${READER}]`, "sync: {}"]);
    const roles = declarations.resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .sort((one, other) => one.name.length - other.name.length);
    expect(
      roles.map(({ name, inputs, options }) => ({ name, scope: inputs.scope, options })),
    ).to.deep.equal([
      {
        name: `contoso-reader-${READER}`,
        scope: `${VAULT_ID}/secrets/contoso-registry-x7k2pd4q`,
        options: {
          protect: false,
          dependsOn: ["contoso-secret"],
          ignoreChanges: ["azureApiVersion"],
          aliases: 0,
        },
      },
      {
        name: `contoso-reader-${READER}-sync`,
        scope: `${VAULT_ID}/secrets/contoso-sync-x7k2pd4q`,
        options: {
          protect: false,
          dependsOn: ["contoso-sync"],
          ignoreChanges: ["azureApiVersion"],
          aliases: 0,
        },
      },
    ]);
  });

  it("gives a suspended customer's readers the header only where there is one", async () => {
    const lines = [`readers: [${READER}]`, "state: suspended", "sync: {}"];
    const rolesWith = async (isPublished: boolean | undefined) => {
      const answers = { ...FOUND, "acr-credentials:index:SyncWebhooks": { isPublished } };
      return named(await declaredBy(lines, { answers }), `${READER}-sync`).length;
    };
    expect([
      await rolesWith(true),
      await rolesWith(false),
      await rolesWith(undefined),
    ]).to.deep.equal([1, 0, 1]);
  });

  it("asks nothing and declares nothing where nobody has one", async () => {
    const { asked, resources } = await declaredBy([]);
    expect(asked).to.deep.equal([]);
    expect(resources.filter(({ type }) => type.includes("Sync"))).to.deep.equal([]);
  });
});
