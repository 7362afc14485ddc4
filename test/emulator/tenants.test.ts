// Two tenants in one cloud: each has its own directory, subscription, registry and vault, and refuses the other's tokens.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { withCustomer } from "../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import { useEmulator, useEmulators } from "./useEmulator";

const SEED = withCustomer(DEFAULT_SEED);

describe("two tenants", () => {
  const vendor = useEmulator({ seed: SEED });

  it("are shown with what they have", () => {
    const shown = vendor.emulator.tenants.map((tenant) => [
      tenant.name,
      tenant.subscriptionId,
      tenant.environment.ARM_TENANT_ID,
      tenant.resourceGroupName,
      tenant.registries.map(({ name, repositories }) => [name, repositories.length]),
      tenant.vaults.map(({ name }) => name),
      tenant.principals.map(({ name }) => name),
    ]);
    expect(shown).to.deep.equal([
      [
        "vendor",
        "11111111-1111-4111-8111-111111111111",
        "22222222-2222-4222-8222-222222222222",
        "registry-access",
        [["vendorimages", 12]],
        ["vendor-access"],
        ["contoso-deployment", "fabrikam-deployment"],
      ],
      [
        "contoso",
        "44444444-4444-4444-8444-444444444444",
        "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
        "contoso-images",
        [["contosoimages", 0]],
        ["contoso-sync"],
        ["contoso-importer"],
      ],
    ]);
  });

  it("manage their own resources alike", async () => {
    const contoso = vendor.in("contoso");
    for (const azure of [vendor, contoso]) {
      const password = await azure.givenToken("customer-token", [
        "repositories/app/api/content/read",
      ]);
      await azure.vault("PUT", "/secrets/handed-out", { value: password });
      const secret = await azure.vault("GET", "/secrets/handed-out");
      expect((secret.body as { value: string }).value).to.equal(password);
      expect((await azure.login("customer-token", password)).status).to.equal(200);
      const { body } = await azure.arm("GET", "/subscriptions");
      const { value } = body as { value: { subscriptionId: string; tenantId: string }[] };
      expect(value.map(({ subscriptionId, tenantId }) => [subscriptionId, tenantId])).to.deep.equal(
        [[azure.tenant.subscriptionId, azure.tenant.tenantId]],
      );
    }
    const [password] = vendor.emulator.tokenPasswords();
    expect(vendor.emulator.tokenPasswords().length).to.equal(2);
    expect((await contoso.login("customer-token", password?.password ?? "")).status).to.equal(401);
  });

  it("refuse each other's tokens at Resource Manager, vault and registry", async () => {
    const contoso = vendor.in("contoso");
    const { url } = vendor.emulator;
    const foreign = { authorization: `Bearer ${await contoso.accessToken(url)}` };
    const atArm = await vendor.send(`${url}${vendor.registryId}?api-version=2025-11-01`, {
      headers: foreign,
    });
    expect([atArm.status, atArm.body]).to.deep.equal([
      401,
      {
        error: {
          code: "InvalidAuthenticationTokenTenant",
          message:
            "The access token is from the wrong issuer 'https://sts.windows.net/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa/'. It must match the tenant 'https://sts.windows.net/22222222-2222-4222-8222-222222222222/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/22222222-2222-4222-8222-222222222222' to get the token.",
        },
      },
    ]);
    const forVaults = await contoso.accessToken("https://vault.azure.net");
    const atVault = await vendor.send(`${vendor.vaultUrl}/secrets?api-version=7.6`, {
      headers: { authorization: `Bearer ${forVaults}` },
    });
    expect([atVault.status, atVault.headers["www-authenticate"]]).to.deep.equal([
      401,
      `Bearer authorization="${url}/22222222-2222-4222-8222-222222222222", resource="https://vault.azure.net"`,
    ]);
    const atRegistry = await vendor.registry("POST", "/oauth2/exchange", undefined, {
      form: {
        grant_type: "access_token",
        service: vendor.loginServer,
        tenant: contoso.tenant.tenantId,
        access_token: await contoso.accessToken(url),
      },
    });
    expect(atRegistry.status).to.equal(401);
  });

  it("know nothing of each other's principals and registries, whose names are unique in the cloud", async () => {
    const contoso = vendor.in("contoso");
    const { url } = vendor.emulator;
    const { ARM_CLIENT_ID = "", ARM_CLIENT_SECRET = "" } = contoso.tenant.environment;
    const login = await vendor.send(`${url}/${vendor.tenant.tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      form: {
        grant_type: "client_credentials",
        client_id: ARM_CLIENT_ID,
        client_secret: ARM_CLIENT_SECRET,
        scope: `${url}/.default`,
      },
    });
    expect([login.status, (login.body as { error: string }).error]).to.deep.equal([
      400,
      "unauthorized_client",
    ]);
    const taken = await contoso.arm(
      "PUT",
      contoso.registryId.replace("contosoimages", "vendorimages"),
      { location: "northeurope", sku: { name: "Basic" } },
    );
    expect([taken.status, (taken.body as { error: { code: string } }).error.code]).to.deep.equal([
      409,
      "AlreadyInUse",
    ]);
  });

  it("have vaults that each listener of a vault answers for, under their names", async () => {
    const { port } = new URL(vendor.vaultUrl);
    const { status, headers } = await vendor.sendTo(
      "127.0.0.1",
      `https://contoso-sync.localhost:${port}/secrets?api-version=7.6`,
    );
    expect([status, headers["www-authenticate"]]).to.deep.equal([
      401,
      `Bearer authorization="${vendor.emulator.url}/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", resource="https://localhost:${port}"`,
    ]);
  });

  it("say where to log in", async () => {
    const { url } = vendor.emulator;
    const { tenantId } = vendor.in("contoso").tenant;
    const instance = await vendor.send(
      `${url}/common/discovery/instance?api-version=1.1&authorization_endpoint=${url}/${tenantId}/oauth2/v2.0/authorize`,
    );
    const address = `${url}/${tenantId}/v2.0/.well-known/openid-configuration`;
    expect(instance.body).to.deep.include({ tenant_discovery_endpoint: address });
    const found = await vendor.send(address);
    expect(found.body).to.deep.include({ token_endpoint: `${url}/${tenantId}/oauth2/v2.0/token` });
    const environment = await vendor.send(`${url}/_emulator/environment?tenant=contoso`);
    expect(environment.body).to.deep.equal(vendor.in("contoso").tenant.environment);
  });
});

describe("the file and the checkpoint of a world of two tenants", () => {
  const start = useEmulators();
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator-tenants-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("hold both", async () => {
    const worldFile = join(folder, "world.json");
    const options = { worldFile, folder: join(folder, "keys"), seed: SEED };
    const first = await start(options);
    const goBack = first.emulator.checkpoint();
    await first.in("contoso").givenToken("lost-token", ["repositories/app/api/content/read"]);
    goBack();
    const kept = first.in("contoso");
    const gone = await kept.arm("GET", "tokens/lost-token");
    const password = await kept.givenToken("kept-token", ["repositories/app/api/content/read"]);
    await first.close();

    const second = await start(options);
    expect(gone.status).to.equal(404);
    const login = await second.in("contoso").login("kept-token", password);
    expect(login.status).to.equal(200);
  });
});
