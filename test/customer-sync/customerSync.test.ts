// What CustomerSync declares, by its arguments; that the engine and Azure take it is shown by tests in test/e2e.
import { expect } from "chai";
import type { CustomerSyncArgs } from "../../customer-sync/args";
import { CustomerSync } from "../../customer-sync/customerSync";
import { type Declared, declared } from "../components/declared";
import { GOOD, VAULT } from "./arguments";

const TENANT = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

async function declaredBy(args: Partial<CustomerSyncArgs>): Promise<Declared[]> {
  const identity = { type: "SystemAssigned", principalId: "p", tenantId: TENANT };
  const answers = {
    "azure-native:logic:Workflow": { identity },
    "azure-native:logic:listWorkflowTriggerCallbackUrl": { value: "https://example.com/?sig=x" },
  };
  const { resources } = await declared(
    () => new CustomerSync("sync", { ...GOOD, ...args }),
    answers,
  );
  return resources;
}

const summary = (resources: readonly Declared[]) =>
  resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort();

const named = (resources: readonly Declared[], name: string) =>
  resources.find((each) => each.name === name);

describe("CustomerSync", () => {
  it("gives each workflow three roles, one of them its own", async () => {
    expect(summary(await declaredBy({}))).to.deep.equal([
      "CustomerSync sync",
      "RoleAssignment sync-catch-up-imports",
      "RoleAssignment sync-catch-up-reads-password",
      "RoleAssignment sync-catch-up-reads-results",
      "RoleAssignment sync-events-imports",
      "RoleAssignment sync-events-reads-password",
      "RoleAssignment sync-events-reads-results",
      "RoleDefinition sync-results",
      "Workflow sync-catch-up",
      "Workflow sync-events",
    ]);
  });

  it("gives names to both workflows, and prefixes to the condition of the one for events", async () => {
    const resources = await declaredBy({ repositories: ["app/api", "base/*", "base/node"] });
    const workflow = (name: string) =>
      named(resources, name)?.inputs as {
        parameters: { repositories: { value: unknown } };
        definition: { triggers: Record<string, { conditions?: { expression: string }[] }> };
      };
    const events = workflow("sync-events");
    const conditions = events.definition.triggers.Image_Pushed?.conditions ?? [];
    const prefixes = conditions.flatMap(({ expression }) => expression.match(/'base\/'/g) ?? []);
    expect([
      events.parameters.repositories.value,
      workflow("sync-catch-up").parameters.repositories.value,
      prefixes,
    ]).to.deep.equal([["app/api", "base/node"], ["app/api", "base/node"], ["'base/'"]]);
  });

  it("puts the stack into what must be unique in a group, a vault or a tenant, and the vendor into the last", async () => {
    const resources = await declaredBy({ password: { value: "p", vaultId: VAULT } });
    const names = resources.map(({ inputs: { workflowName, secretName, roleName } }) =>
      [workflowName, secretName, roleName].find((each) => each !== undefined),
    );
    expect(names.filter((each) => each !== undefined).sort()).to.deep.equal([
      "Container Registry import results (sync-dev, vendorimages.azurecr.io)",
      "sync-dev-catch-up",
      "sync-dev-events",
      "sync-dev-password",
    ]);
  });

  it("defines no role where imports are not waited for, and follows none of them", async () => {
    const resources = await declaredBy({ waitsForImports: false });
    expect(summary(resources)).to.deep.equal([
      "CustomerSync sync",
      "RoleAssignment sync-catch-up-imports",
      "RoleAssignment sync-catch-up-reads-password",
      "RoleAssignment sync-events-imports",
      "RoleAssignment sync-events-reads-password",
      "Workflow sync-catch-up",
      "Workflow sync-events",
    ]);
    const followed = (each: Declared) =>
      JSON.stringify(each.inputs).split("/importImage").length -
      JSON.stringify(each.inputs).split("DisableAsyncPattern").length;
    expect(resources.filter(({ type }) => type.endsWith(":Workflow")).map(followed)).to.deep.equal([
      0, 0,
    ]);
  });

  it("makes a policy for each workflow, one after the other, and after the secret", async () => {
    const resources = await declaredBy({
      vaultAccess: "policy",
      password: { value: "p", vaultId: VAULT },
      waitsForImports: false,
    });
    expect(summary(resources)).to.deep.equal([
      "AccessPolicy sync-catch-up-reads-password",
      "AccessPolicy sync-events-reads-password",
      "CustomerSync sync",
      "RoleAssignment sync-catch-up-imports",
      "RoleAssignment sync-events-imports",
      "Secret sync-password",
      "Workflow sync-catch-up",
      "Workflow sync-events",
    ]);
    const policy = named(resources, "sync-events-reads-password");
    expect(policy?.inputs).to.deep.equal({
      resourceGroupName: "g",
      vaultName: "contoso-sync",
      policy: { objectId: "p", tenantId: TENANT, permissions: { secrets: ["get"] } },
    });
    expect([
      policy?.options.dependsOn,
      named(resources, "sync-catch-up-reads-password")?.options.dependsOn,
    ]).to.deep.equal([
      ["sync-events", "sync-password"],
      ["sync-catch-up", "sync-events-reads-password"],
    ]);
  });

  for (const [cloud, addresses] of [
    ["public", ["https://management.azure.com", "https://vault.azure.net"]],
    ["usgovernment", ["https://management.usgovcloudapi.net", "https://vault.usgovcloudapi.net"]],
    ["china", ["https://management.chinacloudapi.cn", "https://vault.azure.cn"]],
  ] as const) {
    it(`names the addresses of the cloud ${cloud} alone`, async () => {
      const resources = await declaredBy({ cloud, vendorRegistry: "vendor.example.com" });
      const [resourceManager, vault] = addresses;
      const secret = `${vault.replace("https://", "https://contoso-sync.")}/secrets/vendor-password`;
      for (const name of ["sync-events", "sync-catch-up"]) {
        const { definition, parameters } = named(resources, name)?.inputs ?? {};
        const { $schema: _, ...rest } = definition as { $schema: string };
        const found = JSON.stringify([rest, parameters]).match(/https:\/\/(?!@)[^"@]*(?=[@"])/g);
        expect([...new Set(found)].sort()).to.deep.equal(
          [secret, vault, resourceManager, `${resourceManager}/`].sort(),
        );
      }
    });
  }
});
