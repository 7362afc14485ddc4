// Scope maps and tokens through the stand-in for azure-native, against the emulator.
import { expect } from "chai";
import { type Azure, failure, SCOPE_MAP, startAzure, TOKEN, withoutStamps } from "./azure";

describe("pulumi-resource-azure-native with a registry", () => {
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

  describe("create", () => {
    it("fails when the resource exists, and leaves it as it is", async () => {
      const { plugin, registryId, requests, emulator } = azure;
      await plugin.create(SCOPE_MAP, scopeMapInputs("already-there"));
      emulator.journal.clear();
      const error = await failure(plugin.create(SCOPE_MAP, scopeMapInputs("already-there")));
      expect(error.message).to.equal(
        `cannot create already existing resource '${registryId}/scopeMaps/already-there'`,
      );
      expect(error.partial).to.equal(undefined);
      expect(requests()).to.deep.equal(["GET scopeMaps/already-there 200"]);
    });

    it("fails with operation, code and request id when Azure refuses", async () => {
      const { plugin, registryId, requests, emulator } = azure;
      emulator.faults.add({
        method: "PUT",
        status: 403,
        code: "AuthorizationFailed",
        message: "no",
      });
      const error = await failure(plugin.create(TOKEN, tokenInputs("refused")));
      const refused = emulator.journal.entries().find(({ status }) => status === 403);
      expect(error.message).to.equal(
        `PUT ${registryId}/tokens/refused: status 403, code AuthorizationFailed: no (request id ${refused?.requestId})`,
      );
      expect(requests()).to.deep.equal(["GET tokens/refused 404", "PUT tokens/refused 403"]);
    });

    it("fails when it cannot see whether the resource exists, without writing", async () => {
      const { plugin, requests, emulator } = azure;
      emulator.faults.add({ method: "GET", status: 403, code: "AuthorizationFailed" });
      await failure(plugin.create(TOKEN, tokenInputs("unseen")));
      expect(requests()).to.deep.equal(["GET tokens/unseen 403"]);
    });

    it("looks, writes and looks again", async () => {
      const { plugin, registryId, requests } = azure;
      const { id, outputs } = await plugin.create(SCOPE_MAP, scopeMapInputs("contoso-pull"));
      expect(id).to.equal(`${registryId}/scopeMaps/contoso-pull`);
      expect(withoutStamps(outputs)).to.deep.equal({
        name: "contoso-pull",
        type: "Microsoft.ContainerRegistry/registries/scopeMaps",
        actions: ["repositories/app/web/content/read", "repositories/app/api/content/read"],
        provisioningState: "Succeeded",
        azureApiVersion: "2024-11-01-preview",
      });
      expect(requests()).to.deep.equal([
        "GET scopeMaps/contoso-pull 404",
        "PUT scopeMaps/contoso-pull 200",
        "GET scopeMaps/contoso-pull 200",
      ]);
    });

    it("keeps what PUT answered when the resource cannot be read afterwards", async () => {
      const { plugin, emulator } = azure;
      emulator.faults.add({ method: "GET", skip: 1, status: 403, code: "AuthorizationFailed" });
      const { outputs } = await plugin.create(TOKEN, tokenInputs("unreadable"));
      expect(withoutStamps(outputs)).to.deep.equal({
        name: "unreadable",
        type: "Microsoft.ContainerRegistry/registries/tokens",
        scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull`,
        status: "enabled",
        credentials: { passwords: [] },
        provisioningState: "Succeeded",
        azureApiVersion: "2024-11-01-preview",
      });
    });
  });

  describe("update", () => {
    it("writes with PUT, which costs a token its passwords", async () => {
      const { plugin, registryId, outside, requests } = azure;
      const inputs = tokenInputs("updated");
      const { id, outputs: olds } = await plugin.create(TOKEN, inputs);
      await outside("POST", `${registryId}/generateCredentials`, { tokenId: id });

      const outputs = await plugin.update(TOKEN, id, {
        olds,
        news: { ...inputs, status: "disabled" },
      });
      expect(outputs).to.deep.equal({
        ...olds,
        systemData: outputs.systemData,
        status: "disabled",
        credentials: { passwords: [] },
      });
      expect(requests()).to.deep.equal(["PUT tokens/updated 200", "GET tokens/updated 200"]);
    });
  });

  describe("read", () => {
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
        `"${scopeMapId}" is not an id of this type; its form is /subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/{registryName}/tokens/{tokenName}`,
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

    it("takes over what was changed outside", async () => {
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

    it("drops what was removed outside", async () => {
      const { plugin, outside } = azure;
      const { description, ...without } = scopeMapInputs("undescribed", "before");
      const inputs = { ...without, description };
      const { id, outputs } = await plugin.create(SCOPE_MAP, inputs);
      await outside("PUT", id, { properties: { actions: inputs.actions } });
      const state = await plugin.read(SCOPE_MAP, id, { inputs, outputs });
      expect(state.inputs).to.deep.equal(without);
    });

    it("takes over passwords that were made outside, without their values", async () => {
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

  describe("delete", () => {
    it("fails when Azure refuses", async () => {
      const { plugin, registryId, emulator } = azure;
      emulator.faults.add({ method: "DELETE", status: 409, code: "ScopeMapInUse", message: "no" });
      const error = await failure(plugin.delete(SCOPE_MAP, `${registryId}/scopeMaps/in-use`));
      expect(error.message).to.match(
        /^DELETE .*\/scopeMaps\/in-use: status 409, code ScopeMapInUse: no \(request id [0-9a-f-]{36}\)$/,
      );
    });

    it("deletes, and does not mind what is already gone", async () => {
      const { plugin, requests, emulator } = azure;
      const { id } = await plugin.create(TOKEN, tokenInputs("leaving"));
      emulator.journal.clear();
      await plugin.delete(TOKEN, id);
      await plugin.delete(TOKEN, id);
      emulator.faults.add({ method: "DELETE", status: 404, code: "ResourceNotFound" });
      await plugin.delete(TOKEN, id);
      expect(requests()).to.deep.equal([
        "DELETE tokens/leaving 200",
        "DELETE tokens/leaving 204",
        "DELETE tokens/leaving 404",
      ]);
    });
  });
});
