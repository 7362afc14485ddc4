// What the program declares: every resource, every right, who may call, and what it refuses.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { declareWith, REGISTRY, SETTINGS, VAULT } from "./declared";

const ROLES = "/subscriptions/1111/providers/Microsoft.Authorization/roleDefinitions";
const IMPORTER = `${ROLES}/577a9874-89fd-4f24-9dbd-b5034d0ad23a`;
const SECRETS_USER = `${ROLES}/4633458b-17de-408a-b874-0445c86b69e6`;
const SECRET = `${VAULT}/secrets/registry-sync-password`;

describe("the program", () => {
  it("declares two workflows, their rights, a role and a secret, and nothing else", async () => {
    const { resources, isUrlSecret } = await declareWith(SETTINGS);
    const assignment = "azure-native:authorization:RoleAssignment";
    assert.deepEqual(resources.map(({ name, type }) => `${name}  ${type}`).sort(), [
      "registry-sync-catch-up  azure-native:logic:Workflow",
      `registry-sync-catch-up-imports  ${assignment}`,
      `registry-sync-catch-up-reads-password  ${assignment}`,
      `registry-sync-catch-up-reads-results  ${assignment}`,
      "registry-sync-events  azure-native:logic:Workflow",
      `registry-sync-events-imports  ${assignment}`,
      `registry-sync-events-reads-password  ${assignment}`,
      `registry-sync-events-reads-results  ${assignment}`,
      "registry-sync-password  azure-native:keyvault:Secret",
      "registry-sync-results  azure-native:authorization:RoleDefinition",
    ]);
    assert.equal(isUrlSecret, true, "the callback URL is a secret");
  });

  it("gives each identity three rights, each on as little as can be", async () => {
    const { resources } = await declareWith(SETTINGS);
    const given = resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .map(({ inputs }) => [inputs.principalId, inputs.scope, inputs.roleDefinitionId].join(" "));
    const identities = ["identity of registry-sync-catch-up", "identity of registry-sync-events"];
    assert.deepEqual(
      given.sort(),
      identities
        .flatMap((identity) => [
          `${identity} ${REGISTRY} ${IMPORTER}`,
          `${identity} ${SECRET} ${SECRETS_USER}`,
          `${identity} /subscriptions/1111 /registry-sync-results`,
        ])
        .sort(),
    );
    const [role] = resources.filter(({ type }) => type.endsWith(":RoleDefinition"));
    assert.deepEqual(role?.inputs.permissions, [
      { actions: ["Microsoft.ContainerRegistry/locations/operationResults/read"] },
    ]);
  });

  it("lets the named addresses call, and nobody read what went in and came out", async () => {
    const { resources } = await declareWith(SETTINGS);
    const ranges = (...all: string[]) => ({
      allowedCallerIpAddresses: all.map((addressRange) => ({ addressRange })),
    });
    for (const { inputs } of resources.filter(({ type }) => type.endsWith(":Workflow"))) {
      assert.deepEqual(inputs.accessControl, {
        contents: ranges("0.0.0.0-0.0.0.0"),
        triggers: ranges("20.42.0.0/24"),
      });
    }
  });

  it("makes no secret and no role where they are not needed", async () => {
    const { vaultId: _, password: __, ...others } = SETTINGS;
    const { resources } = await declareWith({
      ...others,
      passwordSecretId: `${VAULT}/secrets/vendor-password`,
      waitsForImports: "false",
    });
    const types = new Set(resources.map(({ type }) => type.split(":").at(-1)));
    assert.deepEqual([...types].sort(), ["RoleAssignment", "Workflow"]);
  });

  it("refuses wrong settings, all at once", async () => {
    const { location: _, ...others } = SETTINGS;
    const wrong = { ...others, allowedCallers: "[]", targetPrefix: "", tagPrefix: "x" };
    await assert.rejects(declareWith(wrong), {
      message: [
        "the stack's configuration cannot be used:",
        "missing: pulumi config set customer-sync:location <region>",
        "customer-sync:tagPrefix is not known; remove it with `pulumi config rm customer-sync:tagPrefix`",
        "targetPrefix is ''; write what ends with /, such as vendor/: without one, images of your own would be overwritten",
        "allowedCallers is empty, which would let in other workflows alone; name ranges of addresses, or write any",
      ].join("\n  "),
    });
  });

  it("refuses a vault that does not decide by roles, where nothing else was said", async () => {
    await assert.rejects(declareWith(SETTINGS, { enableRbacAuthorization: false }), {
      message: /^the vault contoso-sync decides by access policies, so a role has no effect;/,
    });
  });
});
