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

  describe("a name that is soft-deleted", () => {
    const comingBack = async (name: string) => {
      const { plugin, emulator } = azure;
      const { id } = await plugin.create(SECRET, inputs(name));
      await plugin.delete(SECRET, id, inputs(name));
      emulator.journal.clear();
    };

    it("is recovered and overwritten, and not read afterwards", async () => {
      const { plugin, requests } = azure;
      await comingBack("came-back");
      const { properties } = inputs("came-back");
      const news = { ...inputs("came-back"), properties: { ...properties, contentType: "new" } };
      const { outputs } = await plugin.create(SECRET, news);
      expect(outputs.properties).to.include({ contentType: "new" });
      expect(requests()).to.deep.equal([
        "GET secrets/came-back 404",
        "PUT secrets/came-back 409",
        "GET vaults/vendor-access 200",
        "GET /deletedsecrets/came-back 401",
        "GET /deletedsecrets/came-back 200",
        "GET vaults/vendor-access 200",
        "POST /deletedsecrets/came-back/recover 401",
        "POST /deletedsecrets/came-back/recover 200",
        "PUT secrets/came-back 200",
      ]);
    });

    it("is tried six times while the vault goes on refusing", async () => {
      const { plugin, requests, emulator } = azure;
      await comingBack("slow-to-return");
      emulator.faults.add({ method: "PUT", skip: 1, times: 5, status: 409, code: "Conflict" });
      const error = await failure(plugin.create(SECRET, inputs("slow-to-return")));
      expect(error.message).to.match(/^Status=409 Code="Conflict" Message="/);
      const puts = requests().filter((request) => request.startsWith("PUT"));
      expect(puts).to.deep.equal(Array(6).fill("PUT secrets/slow-to-return 409"));
    });

    it("fails when the identity may not recover it, without the value in the error", async () => {
      const { plugin, emulator } = azure;
      await comingBack("not-allowed");
      emulator.faults.add({ path: "/recover", skip: 1, status: 403, code: "Forbidden" });
      const error = await failure(plugin.create(SECRET, inputs("not-allowed")));
      expect(error.message).to.match(
        /^POST https:\/\/localhost:\d+\/deletedsecrets\/not-allowed\/recover\n-{80}\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\n-{80}\n\{/,
      );
      expect(error.message).not.to.contain(VALUE);
    });

    it("fails as it is refused when there is nothing to recover", async () => {
      const { plugin, requests, emulator } = azure;
      emulator.faults.add({ method: "PUT", status: 409, code: "Conflict", message: "no" });
      const error = await failure(plugin.create(SECRET, inputs("another-conflict")));
      expect(error.message).to.equal('Status=409 Code="Conflict" Message="no"');
      expect(requests().at(-1)).to.equal("GET /deletedsecrets/another-conflict 404");
    });
  });

  it("waits for somebody else who writes into the same vault", async () => {
    const { plugin, requests, emulator } = azure;
    emulator.faults.add({ method: "PUT", times: 3, status: 409, code: "ConflictError" });
    await plugin.create(SECRET, inputs("in-turn"));
    const puts = requests().filter((request) => request.startsWith("PUT"));
    expect(puts.map((put) => put.split(" ").at(-1))).to.deep.equal(["409", "409", "409", "201"]);
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
    expect(created).to.be.within(START_SECONDS, START_SECONDS + 600);
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
      const error = await failure(plugin.delete(SECRET, id, inputs("refused")));
      expect(error.message).to.match(
        /^DELETE https:\/\/localhost:\d+\/secrets\/refused\n-{80}\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\n/,
      );
    });

    it("fails when the state does not say which secret it is", async () => {
      const { plugin, vaultId } = azure;
      const error = await failure(plugin.delete(SECRET, `${vaultId}/secrets/lost`));
      expect(error.message).to.equal("vaultName not found in resource state");
    });

    it("deletes through the vault, does not purge, and does not mind what is gone", async () => {
      const { plugin, requests, emulator } = azure;
      const { id } = await plugin.create(SECRET, inputs("leaving"));
      emulator.journal.clear();
      await plugin.delete(SECRET, id, inputs("leaving"));
      await plugin.delete(SECRET, id, inputs("leaving"));
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
