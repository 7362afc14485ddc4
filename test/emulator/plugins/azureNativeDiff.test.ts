// What the stand-in for azure-native treats as a change.
import { expect } from "chai";
import { SCOPE_MAP, SECRET } from "./azure";
import { Plugin, type Properties, secret, unknown } from "./plugin";

const scopeMap = {
  resourceGroupName: "registry-access",
  registryName: "vendorimages",
  scopeMapName: "contoso-pull",
  actions: ["repositories/a/content/read"],
};

describe("a difference to pulumi-resource-azure-native", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start("azure-native");
  });
  after(() => plugin[Symbol.asyncDispose]());

  const checked = { ...scopeMap, azureApiVersion: "2024-11-01-preview" };
  const unchanged = { hasChanges: false, replaces: [], deleteBeforeReplace: false, detailed: {} };

  const cases: { name: string; oldInputs: Properties; news: Properties; diff: object }[] = [
    { name: "no change", oldInputs: checked, news: checked, diff: unchanged },
    {
      name: "no change when the resource group is written in another case",
      oldInputs: checked,
      news: { ...checked, resourceGroupName: "Registry-ACCESS" },
      diff: unchanged,
    },
    {
      name: "another api-version as an update",
      oldInputs: checked,
      news: { ...checked, azureApiVersion: "2025-11-01" },
      diff: { ...unchanged, hasChanges: true, detailed: { azureApiVersion: "UPDATE" } },
    },
    {
      name: "no change after an import, which knows no api-version",
      oldInputs: scopeMap,
      news: checked,
      diff: unchanged,
    },
    {
      name: "no change when only the secret mark differs",
      oldInputs: { ...checked, description: "for contoso" },
      news: { ...checked, description: secret("for contoso") },
      diff: unchanged,
    },
    {
      name: "each action that changed",
      oldInputs: { ...checked, actions: ["a", "b", "c"] },
      news: { ...checked, actions: ["a", "x"] },
      diff: {
        ...unchanged,
        hasChanges: true,
        detailed: { "actions[1]": "UPDATE", "actions[2]": "DELETE" },
      },
    },
    {
      name: "another scope map name as a replacement",
      oldInputs: checked,
      news: { ...checked, scopeMapName: "fabrikam-pull", description: "new" },
      diff: {
        hasChanges: true,
        replaces: ["scopeMapName"],
        deleteBeforeReplace: true,
        detailed: { scopeMapName: "UPDATE_REPLACE", description: "ADD" },
      },
    },
    {
      name: "an unknown registry as a replacement",
      oldInputs: checked,
      news: { ...checked, registryName: unknown },
      diff: {
        hasChanges: true,
        replaces: ["registryName"],
        deleteBeforeReplace: true,
        detailed: { registryName: "UPDATE_REPLACE" },
      },
    },
  ];
  for (const { name, oldInputs, news, diff } of cases) {
    it(`sees ${name}`, async () => {
      const olds = { azureApiVersion: "2024-11-01-preview" };
      expect(await plugin.diff(SCOPE_MAP, { olds, oldInputs, news })).to.deep.equal(diff);
    });
  }

  it("sees an api-version of which neither inputs nor outputs knew anything as an addition", async () => {
    const states = { olds: {}, oldInputs: scopeMap, news: checked };
    expect(await plugin.diff(SCOPE_MAP, states)).to.deep.equal({
      ...unchanged,
      hasChanges: true,
      detailed: { azureApiVersion: "ADD" },
    });
  });

  it("replaces a role assignment for another principal, and updates it for another role", async () => {
    const type = "azure-native:authorization:RoleAssignment";
    const assignment = { scope: "/s", principalId: "p", roleDefinitionId: "r" };
    const states = {
      olds: {},
      oldInputs: assignment,
      news: { ...assignment, principalId: "q", roleDefinitionId: "x", principalType: "User" },
    };
    expect(await plugin.diff(type, states)).to.deep.equal({
      hasChanges: true,
      replaces: ["principalId"],
      deleteBeforeReplace: true,
      detailed: { principalId: "UPDATE_REPLACE", roleDefinitionId: "UPDATE" },
    });
  });

  it("sees a new secret value under its path", async () => {
    const properties = { value: secret("old"), contentType: "text/plain" };
    const oldInputs = { azureApiVersion: "2024-11-01", properties };
    const news = { ...oldInputs, properties: { ...properties, value: secret("new") } };
    expect(await plugin.diff(SECRET, { olds: {}, oldInputs, news })).to.deep.equal({
      ...unchanged,
      hasChanges: true,
      detailed: { "properties.value": "UPDATE" },
    });
  });
});
