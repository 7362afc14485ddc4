// Scope maps and tokens through the stand-in for azure-native, against the emulator.
import { expect } from "chai";
import { type Azure, failure, SCOPE_MAP, startAzure, TOKEN, withoutStamps } from "./azure";
import type { Properties } from "./plugin";

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

  it("describes a registry as programs see it, with what is below properties in one level", async () => {
    const { plugin, registryId, requests } = azure;
    const found = await plugin.invoke("azure-native:containerregistry:getRegistry", registry);
    expect(found).to.include({ id: registryId, name: "vendorimages", adminUserEnabled: false });
    expect(found).not.to.have.property("properties");
    expect(requests()).to.have.lengthOf(1);
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

    it("fails with status, code and message when Azure refuses", async () => {
      const { plugin, requests, emulator } = azure;
      emulator.faults.add({
        method: "PUT",
        status: 403,
        code: "AuthorizationFailed",
        message: "no",
      });
      const error = await failure(plugin.create(TOKEN, tokenInputs("refused")));
      expect(error.message).to.equal('Status=403 Code="AuthorizationFailed" Message="no"');
      expect(requests()).to.deep.equal(["GET tokens/refused 404", "PUT tokens/refused 403"]);
    });

    it("fails when it cannot see whether the resource exists, without writing", async () => {
      const { plugin, registryId, requests, emulator } = azure;
      emulator.faults.add({
        method: "GET",
        status: 403,
        code: "AuthorizationFailed",
        message: "no",
      });
      const error = await failure(plugin.create(TOKEN, tokenInputs("unseen")));
      expect(error.message).to.equal(
        `cannot check existence of resource '${registryId}/tokens/unseen': status code 403, {"error":{"code":"AuthorizationFailed","message":"no"}}`,
      );
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

    describe("when the resource cannot be read afterwards", () => {
      const inputs = () => tokenInputs("unreadable");
      let created: { id: string; outputs: Properties };
      before(async () => {
        const { plugin, emulator } = azure;
        emulator.faults.add({ method: "GET", skip: 1, status: 404, code: "ResourceNotFound" });
        created = await plugin.create(TOKEN, inputs());
      });

      it("keeps what PUT answered, in the form of Azure", () => {
        const { systemData: _, properties, ...rest } = created.outputs;
        const { creationDate: __, ...shown } = properties as Properties;
        expect({ ...rest, properties: shown }).to.deep.equal({
          id: `${azure.registryId}/tokens/unreadable`,
          name: "unreadable",
          type: "Microsoft.ContainerRegistry/registries/tokens",
          properties: {
            scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull`,
            status: "enabled",
            credentials: { passwords: [] },
            provisioningState: "Succeeded",
          },
          azureApiVersion: "2024-11-01-preview",
        });
      });

      it("takes all that Azure shows into the inputs in the refresh after it", async () => {
        const { outputs } = created;
        const state = await azure.plugin.read(TOKEN, created.id, { inputs: inputs(), outputs });
        expect(state.inputs).to.deep.equal({ ...inputs(), credentials: { passwords: [] } });
        expect(withoutStamps(state.outputs)).to.deep.equal({
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

  describe("delete", () => {
    it("fails when Azure refuses", async () => {
      const { plugin, registryId, emulator } = azure;
      emulator.faults.add({ method: "DELETE", status: 409, code: "ScopeMapInUse", message: "no" });
      const error = await failure(plugin.delete(SCOPE_MAP, `${registryId}/scopeMaps/in-use`));
      expect(error.message).to.equal('Status=409 Code="ScopeMapInUse" Message="no"');
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
