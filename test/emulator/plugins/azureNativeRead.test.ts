// What a refresh and an import of scope maps and tokens find, through the stand-in for azure-native, against the emulator.
import { expect } from "chai";
import { type Azure, failure, SCOPE_MAP, startAzure, TOKEN } from "./azure";

describe("pulumi-resource-azure-native that reads from a registry", () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());

  const registry = { resourceGroupName: "registry-access", registryName: "vendorimages" };
  const scopeMapInputs = (scopeMapName: string, description?: string) => ({
    ...registry,
    scopeMapName,
    actions: ["repositories/app/web/content/read", "repositories/app/api/content/read"],
    ...(description === undefined ? {} : { description }),
    azureApiVersion: "2024-11-01-preview",
  });
  const tokenInputs = (tokenName: string) => ({
    ...registry,
    tokenName,
    scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull`,
    status: "enabled",
    azureApiVersion: "2024-11-01-preview",
  });

  it("fails when Azure refuses, so that nothing is forgotten", async () => {
    const { plugin, registryId, emulator } = azure;
    emulator.faults.add({ status: 403, code: "AuthorizationFailed" });
    await failure(plugin.read(TOKEN, `${registryId}/tokens/any`, { inputs: tokenInputs("any") }));
  });

  it("fails to import an id of another type", async () => {
    const { plugin, registryId } = azure;
    const scopeMapId = `${registryId}/scopeMaps/_repositories_pull`;
    const error = await failure(plugin.read(TOKEN, scopeMapId));
    expect(error.message).to.equal(
      `failed to parse '${scopeMapId}' against the path '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/{registryName}/tokens/{tokenName}'`,
    );
  });

  const places: [name: string, place: (registryId: string) => string][] = [
    ["what is gone", (id) => id],
    ["what is in a registry that is gone", (id) => id.replace("vendorimages", "elsewhere")],
    ["what is in another subscription", (id) => id.replace(/1{8}/, "99999999")],
  ];
  for (const [name, place] of places) {
    it(`has no id for ${name}`, async () => {
      const { plugin, registryId } = azure;
      const id = `${place(registryId)}/tokens/long-gone`;
      const inputs = tokenInputs("long-gone");
      expect(await plugin.read(TOKEN, id, { inputs })).to.deep.equal({
        id: "",
        inputs: {},
        outputs: {},
      });
    });
  }

  const CODES: { code: string; isGone: boolean }[] = [
    ...[
      "NotFound",
      "ResourceNotFound",
      "ResourceGroupNotFound",
      "LockNotFound",
      "ParentResourceNotFound",
      "EntityNotFound",
      "SubscriptionNotFound",
      "RoleAssignmentNotFound",
    ].map((code) => ({ code, isGone: true })),
    ...["SecretNotFound", "InvalidResourceType", "PathNotFound"].map((code) => ({
      code,
      isGone: false,
    })),
  ];
  for (const { code, isGone } of CODES) {
    it(`takes a 404 with ${code} for ${isGone ? "gone" : "an error"}`, async () => {
      const { plugin, registryId, emulator } = azure;
      emulator.faults.add({ status: 404, code, message: "no" });
      const inputs = tokenInputs("any");
      const outcome = await plugin
        .read(TOKEN, `${registryId}/tokens/any`, { inputs })
        .catch((error: Error) => error.message);
      expect(outcome).to.deep.equal(
        isGone ? { id: "", inputs: {}, outputs: {} } : `Status=404 Code="${code}" Message="no"`,
      );
    });
  }

  it("leaves the inputs alone when nothing changed, also those that Azure answers otherwise", async () => {
    const { plugin } = azure;
    const inputs = { ...scopeMapInputs("unchanged"), description: "" };
    const { id, outputs } = await plugin.create(SCOPE_MAP, inputs);
    expect(await plugin.read(SCOPE_MAP, id, { inputs, outputs })).to.deep.equal({
      id,
      inputs,
      outputs,
    });
  });

  it("reads what was changed outside Pulumi", async () => {
    const { plugin, outside } = azure;
    const inputs = scopeMapInputs("drifted", "before");
    const { id, outputs } = await plugin.create(SCOPE_MAP, inputs);
    const actions = ["repositories/app/web/content/read"];
    await outside("PATCH", id, { properties: { actions, description: "after" } });
    const drifted = { actions, description: "after" };
    const state = await plugin.read(SCOPE_MAP, id, { inputs, outputs });
    expect(state).to.deep.equal({
      id,
      inputs: { ...inputs, ...drifted },
      outputs: { ...outputs, ...drifted, systemData: state.outputs.systemData },
    });
  });

  it("drops what was removed outside Pulumi", async () => {
    const { plugin, outside } = azure;
    const { description, ...without } = scopeMapInputs("undescribed", "before");
    const inputs = { ...without, description };
    const { id, outputs } = await plugin.create(SCOPE_MAP, inputs);
    await outside("PUT", id, { properties: { actions: inputs.actions } });
    const state = await plugin.read(SCOPE_MAP, id, { inputs, outputs });
    expect(state.inputs).to.deep.equal(without);
  });

  it("reads passwords that were made outside Pulumi, without their values", async () => {
    const { plugin, registryId, outside } = azure;
    const inputs = tokenInputs("with-password");
    const { id, outputs } = await plugin.create(TOKEN, inputs);
    await outside("POST", `${registryId}/generateCredentials`, {
      tokenId: id,
      name: "password1",
    });
    const state = await plugin.read(TOKEN, id, { inputs, outputs });
    const { passwords } = state.inputs.credentials as { passwords: { creationTime: string }[] };
    const credentials = {
      passwords: [{ name: "password1", creationTime: passwords[0]?.creationTime }],
    };
    expect(state).to.deep.equal({
      id,
      inputs: { ...inputs, credentials },
      outputs: { ...outputs, credentials },
    });
  });

  it("imports by id, with the inputs that would make the same", async () => {
    const { plugin, registryId } = azure;
    const inputs = scopeMapInputs("imported", "by hand");
    const { outputs } = await plugin.create(SCOPE_MAP, inputs);
    const { azureApiVersion: _, ...imported } = inputs;
    const id = `${registryId}/scopeMaps/imported`;
    expect(await plugin.read(SCOPE_MAP, id)).to.deep.equal({ id, inputs: imported, outputs });
  });
});
