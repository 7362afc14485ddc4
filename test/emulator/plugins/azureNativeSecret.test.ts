// Key Vault secrets through the stand-in for azure-native, against the emulator.
import { expect } from "chai";
import { type Azure, failure, SECRET, startAzure } from "./azure";
import { secret } from "./plugin";

const START_SECONDS = Date.parse("2026-03-01T12:00:00Z") / 1000;
const VALUE = "correct-horse-battery-staple";

describe("pulumi-resource-azure-native with a vault", () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());

  const inputs = (secretName: string) => ({
    resourceGroupName: "registry-access",
    vaultName: "vendor-access",
    secretName,
    properties: {
      value: secret(VALUE),
      contentType: "text/plain",
      attributes: { expires: 1_800_000_000, enabled: true },
    },
    tags: { CredentialId: "password1" },
    azureApiVersion: "2024-11-01",
  });

  it("fails when the name is soft-deleted, without the value in the error", async () => {
    const { plugin, vaultId } = azure;
    const { id } = await plugin.create(SECRET, inputs("came-back"));
    await plugin.delete(SECRET, id);
    const error = await failure(plugin.create(SECRET, inputs("came-back")));
    expect(error.message).to.match(
      new RegExp(`^PUT ${vaultId}/secrets/came-back: status 409, code Conflict: `),
    );
    expect(error.message).not.to.contain(VALUE);
  });

  it("creates by Resource Manager and has no value among its outputs", async () => {
    const { plugin, vaultId, requests, emulator } = azure;
    const { id, outputs } = await plugin.create(SECRET, inputs("contoso-secret"));
    const vault = emulator.vaults[0];
    const uri = `${vault?.uri.replace(/\/$/, "")}/secrets/contoso-secret`;
    const { properties } = outputs as {
      properties: { secretUriWithVersion: string; attributes: { created: number } };
    };
    const { created } = properties.attributes;
    expect(created).to.be.within(START_SECONDS, START_SECONDS + 60);
    expect(id).to.equal(`${vaultId}/secrets/contoso-secret`);
    expect(outputs).to.deep.equal({
      name: "contoso-secret",
      type: "Microsoft.KeyVault/vaults/secrets",
      location: "westeurope",
      tags: { CredentialId: "password1" },
      properties: {
        contentType: "text/plain",
        attributes: {
          enabled: true,
          expires: 1_800_000_000,
          created,
          updated: created,
        },
        secretUri: uri,
        secretUriWithVersion: properties.secretUriWithVersion,
      },
      azureApiVersion: "2024-11-01",
    });
    expect(properties.secretUriWithVersion.replace(/[0-9a-f]{32}$/, "VERSION")).to.equal(
      `${uri}/VERSION`,
    );
    expect(requests()).to.deep.equal([
      "GET secrets/contoso-secret 404",
      "PUT secrets/contoso-secret 201",
      "GET secrets/contoso-secret 200",
    ]);
  });

  it("keeps outputs secret whose inputs are", async () => {
    const { plugin } = azure;
    const { properties, ...rest } = inputs("all-secret");
    const { outputs } = await plugin.create(SECRET, { ...rest, properties: secret(properties) });
    expect(outputs.properties).to.deep.equal(
      secret((outputs.properties as { value: object }).value),
    );
  });

  it("keeps the secret value among the inputs of a refresh, and sees other drift", async () => {
    const { plugin, outside } = azure;
    const olds = inputs("refreshed");
    const { id, outputs } = await plugin.create(SECRET, olds);
    await outside("PATCH", id, { properties: { attributes: { enabled: false } } });
    const state = await plugin.read(SECRET, id, { inputs: olds, outputs });
    expect(state.inputs).to.deep.equal({
      ...olds,
      properties: {
        ...olds.properties,
        attributes: { expires: 1_800_000_000, enabled: false },
      },
    });
  });

  it("updates with PUT, which makes a new version", async () => {
    const { plugin, requests, emulator } = azure;
    const olds = inputs("rotated");
    const { id, outputs } = await plugin.create(SECRET, olds);
    emulator.journal.clear();
    const news = { ...olds, properties: { ...olds.properties, value: secret("another") } };
    const updated = await plugin.update(SECRET, id, { olds: outputs, news });
    const version = (state: typeof updated) =>
      (state.properties as { secretUriWithVersion: string }).secretUriWithVersion;
    expect(version(updated)).not.to.equal(version(outputs));
    expect(requests()).to.deep.equal(["PUT secrets/rotated 200", "GET secrets/rotated 200"]);
  });

  describe("delete", () => {
    it("fails when the vault refuses", async () => {
      const { plugin, emulator } = azure;
      const { id } = await plugin.create(SECRET, inputs("refused"));
      emulator.faults.add({ method: "DELETE", skip: 1, status: 403, code: "Forbidden" });
      const error = await failure(plugin.delete(SECRET, id));
      expect(error.message).to.match(/^DELETE \/secrets\/refused: status 403, code Forbidden: /);
    });

    it("fails when the vault is not to be found", async () => {
      const { plugin, vaultId } = azure;
      const elsewhere = vaultId.replace("vendor-access", "nowhere");
      const error = await failure(plugin.delete(SECRET, `${elsewhere}/secrets/lost`));
      expect(error.message).to.equal(
        `${elsewhere} was not found, so its secrets cannot be deleted`,
      );
    });

    it("deletes through the vault, does not purge, and does not mind what is gone", async () => {
      const { plugin, requests, emulator } = azure;
      const { id } = await plugin.create(SECRET, inputs("leaving"));
      emulator.journal.clear();
      await plugin.delete(SECRET, id);
      await plugin.delete(SECRET, id);
      expect(requests()).to.deep.equal([
        "GET vaults/vendor-access 200",
        "DELETE secrets/leaving 401",
        "DELETE secrets/leaving 200",
        "GET vaults/vendor-access 200",
        "DELETE secrets/leaving 401",
        "DELETE secrets/leaving 404",
      ]);
    });
  });
});
