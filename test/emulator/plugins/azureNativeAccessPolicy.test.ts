// Access policies of a vault through the stand-in for azure-native, against the emulator.
import { expect } from "chai";
import { type Azure, failure, startAzure } from "./azure";

const POLICY = "azure-native:keyvault:AccessPolicy";
const READER = "10000000-0000-4000-8000-000000000000";

describe("pulumi-resource-azure-native with an access policy", () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());

  const inputs = (objectId: string, ...secrets: string[]) => ({
    resourceGroupName: "registry-access",
    vaultName: "vendor-access",
    policy: { tenantId: azure.emulator.tenantId, objectId, permissions: { secrets } },
    azureApiVersion: "2024-11-01",
  });
  const idOf = (objectId: string) => `${azure.vaultId}/accessPolicy/${objectId}`;

  it("is made by the vault's list, known by its principal, and taken away with what it gave", async () => {
    const { plugin, requests, emulator } = azure;
    const made = inputs(READER, "get");
    emulator.journal.clear();
    expect(await plugin.create(POLICY, made)).to.deep.equal({ id: idOf(READER), outputs: made });
    expect(requests()).to.deep.equal([
      "GET vaults/vendor-access 200",
      "PUT vaults/vendor-access/accessPolicies/replace 200",
      "GET vaults/vendor-access 200",
    ]);
    const again = await failure(plugin.create(POLICY, made));
    expect(again.message).to.equal(`access policy for ${READER} already exists`);

    const news = inputs(READER, "get", "list");
    const states = { olds: made, oldInputs: made, news };
    expect((await plugin.diff(POLICY, states)).replaces).to.deep.equal([]);
    expect(await plugin.update(POLICY, idOf(READER), { olds: made, news })).to.deep.equal(news);
    const read = await plugin.read(POLICY, idOf(READER), { inputs: made, outputs: made });
    expect(read).to.deep.equal({ id: idOf(READER), inputs: news, outputs: news });
    const { azureApiVersion: _, ...imported } = news;
    expect((await plugin.read(POLICY, idOf(READER))).inputs).to.deep.equal(imported);

    await azure.outside("PUT", `${azure.vaultId}/accessPolicies/add`, {
      properties: { accessPolicies: [inputs(READER, "set").policy] },
    });
    await plugin.delete(POLICY, idOf(READER), news);
    const left = await plugin.read(POLICY, idOf(READER));
    expect(left.outputs).to.deep.equal(inputs(READER, "set"));
    await plugin.delete(POLICY, idOf(READER), inputs(READER, "set"));
    expect((await plugin.read(POLICY, idOf(READER))).id).to.equal("");
  });

  it("is replaced for another principal, and never updated to one that is not there", async () => {
    const { plugin } = azure;
    const olds = inputs(READER, "get");
    const news = inputs("20000000-0000-4000-8000-000000000000", "get");
    const { detailed, deleteBeforeReplace } = await plugin.diff(POLICY, {
      olds,
      oldInputs: olds,
      news,
    });
    expect([detailed, deleteBeforeReplace]).to.deep.equal([
      { "policy.objectId": "UPDATE_REPLACE" },
      true,
    ]);
    const gone = await failure(plugin.update(POLICY, idOf(READER), { olds, news: olds }));
    expect(gone.message).to.equal(`access policy for ${READER} does not exist`);
  });

  it("is refused without its parts, before anything is asked", async () => {
    const { failures } = await azure.plugin.check(POLICY, {
      resourceGroupName: "registry-access",
      vaultName: "vendor-access",
      policy: { permissions: { secrets: "get" } },
    });
    expect(failures).to.deep.equal([
      "missing required property 'policy.tenantId'",
      "missing required property 'policy.objectId'",
      "'policy.permissions.secrets' should be of type 'array' but got a string",
    ]);
  });
});
