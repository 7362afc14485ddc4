// Vaults over HTTP: by subscription and group, deleted, brought back and purged; and the two forms of their addresses.
import { expect } from "chai";
import { field } from "../bodies";
import { useEmulators } from "../useEmulator";

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
const KEY_VAULT = `${SUBSCRIPTION}/providers/Microsoft.KeyVault`;
const DELETED = `${KEY_VAULT}/locations/westeurope/deletedVaults/vendor-access`;

describe("emulated vaults", () => {
  const start = useEmulators();
  const value = (body: unknown) => (body as { value: unknown[] }).value;

  it("are listed by subscription as by group", async () => {
    const azure = await start();
    const one = await azure.arm("GET", azure.vaultId);
    for (const path of [
      `${KEY_VAULT}/vaults`,
      `${azure.groupId}/providers/Microsoft.KeyVault/vaults`,
    ]) {
      const { status, body } = await azure.arm("GET", path);
      expect([status, body]).to.deep.equal([200, { value: [one.body] }]);
    }
  });

  it("have no HSMs beside them, neither now nor deleted", async () => {
    const azure = await start();
    for (const list of ["managedHSMs", "deletedManagedHSMs"]) {
      const { status, body } = await azure.arm("GET", `${KEY_VAULT}/${list}`);
      expect([status, body]).to.deep.equal([200, { value: [] }]);
    }
  });

  it("are gone for everybody when deleted, and come back with their secrets", async () => {
    const azure = await start({ now: "2026-03-01T00:00:00.000Z" });
    await azure.vault("PUT", "/secrets/kept", { value: "1" });
    const before = await azure.arm("GET", azure.vaultId);
    expect((await azure.arm("DELETE", azure.vaultId)).status).to.equal(200);
    expect((await azure.arm("DELETE", azure.vaultId)).status).to.equal(204);

    const gone = await azure.arm("GET", azure.vaultId);
    expect([gone.status, field((gone.body as { error: unknown }).error, "code")]).to.deep.equal([
      404,
      "ResourceNotFound",
    ]);
    expect(value((await azure.arm("GET", `${KEY_VAULT}/vaults`)).body)).to.deep.equal([]);
    expect((await azure.vault("GET", "/secrets/kept")).body).to.deep.equal({
      error: { code: "VaultNotFound", message: "The vault 'vendor-access' was not found." },
    });
    const made = await azure.arm("PUT", azure.vaultId, { properties: { createMode: "default" } });
    expect([made.status, made.body]).to.deep.equal([
      409,
      {
        error: {
          code: "ConflictError",
          message:
            "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
        },
      },
    ]);

    const back = await azure.arm("PUT", azure.vaultId, { properties: { createMode: "recover" } });
    expect([back.status, back.body]).to.deep.equal([200, before.body]);
    expect(field((await azure.vault("GET", "/secrets/kept")).body, "value")).to.equal("1");
    expect(value((await azure.arm("GET", `${KEY_VAULT}/deletedVaults`)).body)).to.deep.equal([]);
  });

  it("are listed while deleted, until they are purged", async () => {
    const azure = await start();
    expect((await azure.arm("GET", DELETED)).status).to.equal(404);
    await azure.arm("DELETE", azure.vaultId);
    const { status, body } = await azure.arm("GET", DELETED);
    const { properties, ...rest } = body as { properties: Record<string, string> };
    const { deletionDate = "", scheduledPurgeDate = "", ...others } = properties;

    expect([status, rest]).to.deep.equal([
      200,
      { id: DELETED, name: "vendor-access", type: "Microsoft.KeyVault/deletedVaults" },
    ]);
    expect(others).to.deep.equal({ vaultId: azure.vaultId, location: "westeurope", tags: {} });
    expect(Date.parse(scheduledPurgeDate) - Date.parse(deletionDate)).to.equal(90 * 86_400_000);
    expect(value((await azure.arm("GET", `${KEY_VAULT}/deletedVaults`)).body)).to.deep.equal([
      body,
    ]);
    const elsewhere = DELETED.replace("westeurope", "northeurope");
    expect((await azure.arm("GET", elsewhere)).status).to.equal(404);
    expect((await azure.arm("POST", `${elsewhere}/purge`)).status).to.equal(404);

    expect((await azure.arm("POST", `${DELETED}/purge`)).status).to.equal(200);
    expect((await azure.arm("GET", DELETED)).status).to.equal(404);
    const recover = { properties: { createMode: "recover" } };
    expect((await azure.arm("PUT", azure.vaultId, recover)).status).to.equal(400);
  });

  it("are named below vault.localhost where a behaviour asks for it, and answer there with a valid certificate", async () => {
    const azure = await start({ behaviours: { vaultHostNames: true } });
    const { port } = new URL(azure.vaultUrl);
    const named = `https://vendor-access.vault.localhost:${port}`;
    const { body } = await azure.arm("GET", azure.vaultId);
    expect((body as { properties: { vaultUri: string } }).properties.vaultUri).to.equal(
      `${named}/`,
    );
    const written = await azure.arm("PUT", `${azure.vaultId}/secrets/named`, {
      properties: { value: "1" },
    });
    expect((written.body as { properties: { secretUri: string } }).properties.secretUri).to.equal(
      `${named}/secrets/named`,
    );

    const at = `${named}/secrets/named?api-version=7.6`;
    const challenge = await azure.sendTo("127.0.0.1", at);
    expect(challenge.headers["www-authenticate"]).to.equal(
      `Bearer authorization="${azure.emulator.url}/22222222-2222-4222-8222-222222222222", resource="https://vault.localhost:${port}"`,
    );
    const token = await azure.newAccessToken(`https://vault.localhost:${port}`);
    const read = await azure.sendTo("127.0.0.1", at, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([read.status, field(read.body, "value")]).to.deep.equal([200, "1"]);
    expect(field(read.body, "id")).to.match(new RegExp(`^${named}/secrets/named/[0-9a-f]{32}$`));
  });

  it("go by roles or by access policies, as they are told", async () => {
    const azure = await start();
    const propertiesOf = ({ body }: { body: unknown }) =>
      (body as { properties: Record<string, unknown> }).properties;
    const accessPolicies = [
      {
        tenantId: azure.emulator.tenantId,
        objectId: "somebody",
        permissions: { secrets: ["get"] },
      },
    ];
    expect(propertiesOf(await azure.arm("GET", azure.vaultId))).to.include({
      enableRbacAuthorization: true,
    });
    const changed = await azure.arm("PATCH", azure.vaultId, {
      properties: { enableRbacAuthorization: false, accessPolicies },
    });
    expect(changed.status).to.equal(200);
    const { enableRbacAuthorization, accessPolicies: shown } = propertiesOf(
      await azure.arm("GET", azure.vaultId),
    );
    expect([enableRbacAuthorization, shown]).to.deep.equal([false, accessPolicies]);
    const back = await azure.arm("PUT", azure.vaultId, {
      properties: { enableRbacAuthorization: true, accessPolicies: [] },
    });
    expect(propertiesOf(back)).to.deep.include({
      enableRbacAuthorization: true,
      accessPolicies: [],
    });
  });
});
