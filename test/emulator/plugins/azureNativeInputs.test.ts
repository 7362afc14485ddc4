// What the stand-in for azure-native decides without Azure: checks, differences, previews.
import { expect } from "chai";
import { Plugin, type Properties, secret, unknown } from "./plugin";

const SCOPE_MAP = "azure-native:containerregistry:ScopeMap";
const TOKEN = "azure-native:containerregistry:Token";
const SECRET = "azure-native:keyvault:Secret";

const registry = { resourceGroupName: "registry-access", registryName: "vendorimages" };
const scopeMap = {
  ...registry,
  scopeMapName: "contoso-pull",
  actions: ["repositories/a/content/read"],
};

describe("pulumi-resource-azure-native without Azure", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start("azure-native");
  });
  after(() => plugin[Symbol.asyncDispose]());

  describe("check", () => {
    const refusals: { name: string; type: string; news: Properties; failures: string[] }[] = [
      {
        name: "a scope map without anything",
        type: SCOPE_MAP,
        news: {},
        failures: [
          "missing required property 'resourceGroupName'",
          "missing required property 'registryName'",
          "missing required property 'actions'",
        ],
      },
      {
        name: "a scope map with a short name and a registry with a hyphen",
        type: SCOPE_MAP,
        news: { ...scopeMap, scopeMapName: "abcd", registryName: "vendor-images" },
        failures: [
          "'registryName' does not match expression '^[a-zA-Z0-9]*$'",
          "'scopeMapName' is too short (4): at least 5 characters required",
        ],
      },
      {
        name: "a token with a long name that has an underscore",
        type: TOKEN,
        news: { ...registry, tokenName: `a_${"b".repeat(49)}` },
        failures: [
          "'tokenName' is too long (51): at most 50 characters allowed",
          "'tokenName' does not match expression '^[a-zA-Z0-9-]*$'",
        ],
      },
      {
        name: "wrong types at any depth, without the values, and lets objects, booleans and next to whole numbers pass",
        type: SECRET,
        news: {
          resourceGroupName: "registry-access",
          vaultName: "vendor-access",
          contentType: { not: "checked" },
          properties: {
            value: secret(["hunter2"]),
            contentType: true,
            attributes: { expires: 1.5, notBefore: 2.0000000001, enabled: "yes" },
          },
          tags: "none",
        },
        failures: [
          "'contentType' is unknown to the stand-in of azure-native",
          "'tags' should be of type 'object' but got a string",
          "'properties.value' should be of type 'string' but got an array",
          "'properties.attributes.enabled' should be of type 'boolean' but got a string",
          "'properties.attributes.expires' must be an integer but got 1.500000",
        ],
      },
    ];
    for (const { name, type, news, failures } of refusals) {
      it(`refuses ${name}`, async () => {
        const result = await plugin.check(type, news);
        expect(result.failures).to.deep.equal(failures);
      });
    }

    it("fills in the logical name and the api-version, and keeps secrets and unknowns", async () => {
      const news = {
        resourceGroupName: unknown,
        vaultName: "vendor-access",
        properties: { value: secret("hunter2") },
      };
      expect(await plugin.check(SECRET, news, { name: "contoso-secret" })).to.deep.equal({
        inputs: { ...news, secretName: "contoso-secret", azureApiVersion: "2024-11-01" },
        failures: [],
      });
    });

    it("keeps a name that was filled in before", async () => {
      const news = { ...registry };
      const olds = { ...news, tokenName: "older-name" };
      const { inputs } = await plugin.check(TOKEN, news, { olds });
      expect(inputs).to.deep.equal({
        ...news,
        tokenName: "older-name",
        azureApiVersion: "2024-11-01-preview",
      });
    });

    it("fails for a type that has no row", async () => {
      const error = await plugin.check("azure-native:storage:Blob", {}).catch((e) => e);
      expect(error.message).to.equal(
        "the stand-in for azure-native does not know azure-native:storage:Blob; add a row to emulator/plugins/azureNative/types.ts, or use the real plugin",
      );
    });
  });

  describe("preview", () => {
    it("shows a create's inputs as outputs, and unknown for the rest", async () => {
      const inputs = {
        resourceGroupName: "registry-access",
        vaultName: "vendor-access",
        secretName: "contoso-secret",
        properties: { value: secret("hunter2"), attributes: { expires: unknown } },
        tags: { CredentialId: "password1" },
      };
      expect(await plugin.create(SECRET, inputs, { preview: true })).to.deep.equal({
        id: "",
        outputs: {
          name: unknown,
          type: unknown,
          location: unknown,
          tags: { CredentialId: "password1" },
          properties: {
            value: secret("hunter2"),
            contentType: unknown,
            attributes: {
              enabled: unknown,
              notBefore: unknown,
              expires: unknown,
              created: unknown,
              updated: unknown,
            },
            secretUri: unknown,
            secretUriWithVersion: unknown,
          },
        },
      });
    });

    it("keeps the name known in an update", async () => {
      const news = { ...scopeMap, actions: ["repositories/b/content/read"] };
      const olds = { ...scopeMap, name: "contoso-pull", creationDate: "2026-01-01T00:00:00Z" };
      expect(await plugin.update(SCOPE_MAP, "/id", { olds, news, preview: true })).to.deep.equal({
        name: "contoso-pull",
        type: unknown,
        systemData: unknown,
        description: unknown,
        actions: ["repositories/b/content/read"],
        creationDate: unknown,
        provisioningState: unknown,
      });
    });
  });

  it("refuses functions, and says so", async () => {
    const error = await plugin.invoke("azure-native:keyvault:getKey").catch((e) => e);
    expect(error.message).to.equal(
      "the stand-in for azure-native does not offer azure-native:keyvault:getKey; it serves the resources and functions of its table only",
    );
  });
});
