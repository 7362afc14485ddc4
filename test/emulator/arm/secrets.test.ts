// Vaults and their secrets through Resource Manager.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated vaults in Resource Manager", () => {
  const azure = useEmulator();
  const put = (name: string, properties: object, tags?: object) =>
    azure.arm("PUT", `${azure.vaultId}/secrets/${name}`, { properties, tags }, "2024-11-01");
  const patch = (name: string, body: object) =>
    azure.arm("PATCH", `${azure.vaultId}/secrets/${name}`, body, "2024-11-01");
  const versionOf = (body: unknown) =>
    (body as { properties: { secretUriWithVersion: string } }).properties.secretUriWithVersion;

  it("shows a vault with the address of its own API", async () => {
    const one = await azure.arm("GET", azure.vaultId, undefined, "2024-11-01");
    const list = await azure.arm(
      "GET",
      azure.vaultId.replace(/\/[^/]+$/, ""),
      undefined,
      "2024-11-01",
    );

    expect(one.body).to.deep.equal({
      id: azure.vaultId,
      name: "vendor-access",
      type: "Microsoft.KeyVault/vaults",
      location: "westeurope",
      tags: {},
      properties: {
        sku: { family: "A", name: "standard" },
        tenantId: "22222222-2222-4222-8222-222222222222",
        accessPolicies: [],
        enabledForDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: true,
        vaultUri: `${azure.vaultUrl}/`,
        provisioningState: "Succeeded",
        publicNetworkAccess: "Enabled",
      },
    });
    expect(list.body).to.deep.equal({ value: [one.body] });
  });

  it("makes a secret with 201 and never shows its value", async () => {
    const made = await put(
      "contoso-registry",
      {
        value: "top-value",
        contentType: "text/plain",
        attributes: { enabled: true, exp: 4_000_000_000 },
      },
      { CredentialId: "password1" },
    );
    const read = await azure.arm("GET", `${azure.vaultId}/secrets/contoso-registry`);
    const list = await azure.arm("GET", `${azure.vaultId}/secrets`);

    expect(made.status).to.equal(201);
    expect(stable(made.body)).to.deep.equal({
      id: `${azure.vaultId}/secrets/contoso-registry`,
      name: "contoso-registry",
      type: "Microsoft.KeyVault/vaults/secrets",
      location: "westeurope",
      tags: { CredentialId: "password1" },
      properties: {
        attributes: {
          enabled: true,
          exp: 4_000_000_000,
          created: "<seconds>",
          updated: "<seconds>",
        },
        contentType: "text/plain",
        secretUri: "https://localhost:PORT/secrets/contoso-registry",
        secretUriWithVersion: "https://localhost:PORT/secrets/contoso-registry/<version>",
      },
    });
    expect(read.body).to.deep.equal(made.body);
    expect(list.body).to.deep.equal({ value: [made.body] });
    expect(`${made.bytes}${read.bytes}${list.bytes}`).not.to.include("top-value");
  });

  it("makes a new version with each PUT, also of the same value", async () => {
    const first = await put("twice", { value: "same" });
    const second = await put("twice", { value: "same" });

    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(versionOf(second.body)).not.to.equal(versionOf(first.body));
  });

  it("changes attributes with PATCH in place, and makes a version for a value", async () => {
    const made = await put("patched", { value: "old" }, { a: "1" });
    const disabled = await patch("patched", { properties: { attributes: { enabled: false } } });
    const renewed = await patch("patched", {
      properties: { value: "new", attributes: { enabled: true } },
    });

    expect(versionOf(disabled.body)).to.equal(versionOf(made.body));
    expect(disabled.body).to.have.nested.property("properties.attributes.enabled", false);
    expect(disabled.body).to.deep.include({ tags: { a: "1" } });
    expect(versionOf(renewed.body)).not.to.equal(versionOf(made.body));
    expect((await azure.vault("GET", "/secrets/patched")).body).to.include({ value: "new" });
  });

  for (const { secretPatch, status, isNewVersion, enabled, code } of [
    { secretPatch: "inPlace", status: 200, isNewVersion: false, enabled: false, code: undefined },
    { secretPatch: "newVersion", status: 200, isNewVersion: true, enabled: false, code: undefined },
    { secretPatch: "refused", status: 400, isNewVersion: false, enabled: true, code: "BadRequest" },
  ] as const) {
    it(`answers a PATCH without a value as told: ${secretPatch}`, async () => {
      const name = `patch-${secretPatch}`;
      const exp = 4_000_000_000;
      const made = await put(name, { value: "same", attributes: { exp } }, { a: "1" });
      azure.emulator.behaviours.secretPatch = secretPatch;
      const patched = await patch(name, { properties: { attributes: { enabled: false } } });
      azure.emulator.behaviours.secretPatch = "inPlace";
      const { body } = await azure.arm("GET", `${azure.vaultId}/secrets/${name}`);

      expect(patched.status).to.equal(status);
      expect((patched.body as { error?: { code: string } }).error?.code).to.equal(code);
      expect(versionOf(body) !== versionOf(made.body)).to.equal(isNewVersion);
      expect(body).to.deep.include({ tags: { a: "1" } });
      expect(body).to.have.nested.property("properties.attributes.enabled", enabled);
      expect(body).to.have.nested.property("properties.attributes.exp", exp);
      await patch(name, { properties: { attributes: { enabled: true } } });
      expect((await azure.vault("GET", `/secrets/${name}`)).body).to.include({ value: "same" });
    });
  }

  it("changes with a value also where a PATCH without one is refused", async () => {
    await put("patched-value", { value: "old" });
    azure.emulator.behaviours.secretPatch = "refused";
    const { status } = await patch("patched-value", { properties: { value: "new" } });
    azure.emulator.behaviours.secretPatch = "inPlace";
    expect(status).to.equal(200);
    expect((await azure.vault("GET", "/secrets/patched-value")).body).to.include({ value: "new" });
  });

  it("makes no version with a PUT of the same content, where told so", async () => {
    const content = { value: "same", attributes: { enabled: true, exp: 4_000_000_000 } };
    const first = await put("repeated", content, { a: "1", b: "2" });
    azure.emulator.behaviours.sameSecretPutMakesVersion = false;
    const again = await put("repeated", content, { b: "2", a: "1" });
    const others = [
      await put("repeated", { ...content, value: "other" }, { a: "1", b: "2" }),
      await put("repeated", { ...content, value: "other" }, { a: "1" }),
      await put("repeated", { value: "other" }, { a: "1" }),
    ];
    azure.emulator.behaviours.sameSecretPutMakesVersion = true;

    expect([again.status, versionOf(again.body)]).to.deep.equal([200, versionOf(first.body)]);
    const versions = new Set([first, ...others].map(({ body }) => versionOf(body)));
    expect(versions.size).to.equal(4);
  });

  it("refuses a name that is deleted but can be recovered", async () => {
    await put("comeback", { value: "first" });
    await azure.vault("DELETE", "/secrets/comeback");

    const { status, body } = await put("comeback", { value: "second" });
    expect([status, body]).to.deep.equal([
      409,
      {
        error: {
          code: "Conflict",
          message:
            "Secret comeback is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.",
          innererror: { code: "ObjectIsDeletedButRecoverable" },
        },
      },
    ]);
    expect((await azure.arm("GET", `${azure.vaultId}/secrets/comeback`)).status).to.equal(404);
  });

  it("knows no DELETE", async () => {
    expect(
      (await azure.arm("DELETE", `${azure.vaultId}/secrets/contoso-registry`)).status,
    ).to.equal(501);
  });

  for (const { what, name = "strict", properties, message } of [
    { what: "no value", properties: {}, message: "The property 'value' is required." },
    {
      what: "a value over 25 KB",
      properties: { value: "x".repeat(25 * 1024 + 1) },
      message: "The value of a secret can be at most 25 KB.",
    },
    {
      what: "an expiry in words",
      properties: { value: "x", attributes: { exp: "2027-01-01" } },
      message: "The attribute 'exp' must be in whole seconds since 1970.",
    },
    {
      what: "a name with a dot",
      name: "a.b",
      properties: { value: "x" },
      message: "The secret name 'a.b' is invalid; it must match ^[a-zA-Z0-9-]{1,127}$.",
    },
  ]) {
    it(`refuses ${what}`, async () => {
      const { status, body } = await put(name, properties);
      expect([status, (body as { error: { message: string } }).error.message]).to.deep.equal([
        400,
        message,
      ]);
    });
  }

  it("lets writes overlap, unless told to refuse that", async () => {
    const both = () =>
      Promise.all([put("racing-one", { value: "1" }), put("racing-two", { value: "2" })]);
    const calm = await both();
    azure.emulator.behaviours.parallelSecretWritesConflict = true;
    const strict = await both();
    const alone = await put("racing-one", { value: "3" });
    azure.emulator.behaviours.parallelSecretWritesConflict = false;

    expect(calm.map(({ status }) => status)).to.deep.equal([201, 201]);
    expect(strict.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const refused = strict.find(({ status }) => status === 409);
    expect(refused?.body).to.have.nested.property("error.code", "ConflictError");
    expect(alone.status).to.equal(200);
  });
});
