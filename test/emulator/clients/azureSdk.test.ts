// Microsoft's own clients against the emulator, unchanged but for the trusted authority.
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { RestError } from "@azure/core-rest-pipeline";
import { ClientSecretCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";
import { expect } from "chai";
import { EmulatedAzure } from "../useEmulator";

const GROUP = "registry-access";
const REGISTRY = "vendorimages";

describe("Microsoft's clients", () => {
  const azure = new EmulatedAzure();
  let registries: ContainerRegistryManagementClient;
  let secrets: SecretClient;

  before(async () => {
    await azure.start();
    const { url, ca, tenantId, subscriptionId, environment } = azure.emulator;
    const tlsOptions = { ca };
    const { ARM_CLIENT_ID = "", ARM_CLIENT_SECRET = "" } = environment;
    const credential = new ClientSecretCredential(tenantId, ARM_CLIENT_ID, ARM_CLIENT_SECRET, {
      authorityHost: url,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    registries = new ContainerRegistryManagementClient(credential, subscriptionId, {
      endpoint: url,
      tlsOptions,
    });
    secrets = new SecretClient(azure.vaultUrl, credential, {
      disableChallengeResourceVerification: true,
      tlsOptions,
    });
  });
  after(() => azure.close());

  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("the call succeeded"),
      (error: unknown) => {
        expect(error).to.be.instanceOf(RestError);
        const { statusCode, code } = error as RestError;
        return [statusCode, code];
      },
    );
  const givenToken = async (name: string) => {
    const scopeMap = await registries.scopeMaps.create(GROUP, REGISTRY, name, {
      actions: ["repositories/app/api/content/read"],
    });
    return registries.tokens.create(GROUP, REGISTRY, name, {
      scopeMapId: scopeMap.id,
      status: "enabled",
    });
  };

  it("make a scope map and a token, generate a password, keep and remove it", async () => {
    const token = await givenToken("sdk-token");
    const made = await registries.registries.generateCredentials(GROUP, REGISTRY, {
      tokenId: token.id,
      name: "password1",
      expiry: new Date("2099-01-01T00:00:00Z"),
    });
    const [password] = made.passwords ?? [];
    const login = await azure.login("sdk-token", password?.value ?? "");
    const kept = await registries.tokens.update(GROUP, REGISTRY, "sdk-token", {
      credentials: { passwords: [{ name: "password1" }] },
    });
    const removed = await registries.tokens.update(GROUP, REGISTRY, "sdk-token", {
      credentials: { passwords: [] },
    });

    expect(made.username).to.equal("sdk-token");
    expect(password?.expiry?.toISOString()).to.equal("2099-01-01T00:00:00.000Z");
    expect(login.status).to.equal(200);
    expect(kept.credentials?.passwords?.map(({ name }) => name)).to.deep.equal(["password1"]);
    expect(removed.credentials?.passwords).to.deep.equal([]);
  });

  it("wait out long-running operations", async () => {
    const { behaviours } = azure.emulator;
    Object.assign(behaviours, { longRunning: true, longRunningCredentials: true, pollSeconds: 0 });
    const token = await givenToken("polled-token");
    const made = await registries.registries.generateCredentials(GROUP, REGISTRY, {
      tokenId: token.id,
      name: "password2",
    });
    await registries.scopeMaps.update(GROUP, REGISTRY, "polled-token", { description: "changed" });
    await registries.tokens.delete(GROUP, REGISTRY, "polled-token");
    await registries.scopeMaps.delete(GROUP, REGISTRY, "polled-token");
    Object.assign(behaviours, {
      longRunning: false,
      longRunningCredentials: false,
      pollSeconds: 1,
    });

    expect(token.provisioningState).to.equal("Succeeded");
    expect(made.passwords?.map(({ name, value }) => [name, value?.length])).to.deep.equal([
      ["password2", 52],
    ]);
    expect(await failure(registries.tokens.get(GROUP, REGISTRY, "polled-token"))).to.deep.equal([
      404,
      "ResourceNotFound",
    ]);
  });

  it("follow the pages of a list", async () => {
    await givenToken("paged-token-1");
    await givenToken("paged-token-2");
    azure.emulator.behaviours.armPageSize = 1;
    const names = [];
    for await (const { name } of registries.tokens.list(GROUP, REGISTRY)) {
      names.push(name);
    }
    azure.emulator.behaviours.armPageSize = 100;
    expect(names).to.include.members(["paged-token-1", "paged-token-2"]);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("read Azure's codes from errors", async () => {
    expect(await failure(registries.registries.get(GROUP, "nowhere"))).to.deep.equal([
      404,
      "ResourceNotFound",
    ]);
    expect(await failure(registries.registries.get("nowhere", REGISTRY))).to.deep.equal([
      404,
      "ResourceGroupNotFound",
    ]);
    expect(await failure(secrets.getSecret("nobody"))).to.deep.equal([404, "SecretNotFound"]);
  });

  it("retry what Azure throttles", async () => {
    azure.emulator.faults.add({ operation: "Registries_Get", status: 429, retryAfterSeconds: 0 });
    const registry = await registries.registries.get(GROUP, REGISTRY);
    expect(registry.loginServer).to.equal(azure.loginServer);
  });

  it("set, version, disable, delete, recover and purge a secret", async () => {
    // The client writes dates as 32-bit numbers, so nothing after January 2038 survives it.
    const expiresOn = new Date("2037-01-01T00:00:00Z");
    const first = await secrets.setSecret("sdk-secret", "one", { expiresOn, tags: { a: "1" } });
    const second = await secrets.setSecret("sdk-secret", "two");
    const versions = [];
    for await (const { version } of secrets.listPropertiesOfSecretVersions("sdk-secret")) {
      versions.push(version);
    }
    const old = await secrets.getSecret("sdk-secret", { version: first.properties.version });
    expect([old.value, old.properties.tags, old.properties.expiresOn]).to.deep.equal([
      "one",
      { a: "1" },
      expiresOn,
    ]);
    expect(versions).to.deep.equal([first.properties.version, second.properties.version]);

    await secrets.updateSecretProperties("sdk-secret", second.properties.version ?? "", {
      enabled: false,
    });
    expect(await failure(secrets.getSecret("sdk-secret"))).to.deep.equal([403, "Forbidden"]);

    await (await secrets.beginDeleteSecret("sdk-secret", { intervalInMs: 1 })).pollUntilDone();
    expect(await failure(secrets.setSecret("sdk-secret", "three"))).to.deep.equal([
      409,
      "Conflict",
    ]);
    const recovery = await secrets.beginRecoverDeletedSecret("sdk-secret", { intervalInMs: 1 });
    expect((await recovery.pollUntilDone()).name).to.equal("sdk-secret");
    await (await secrets.beginDeleteSecret("sdk-secret", { intervalInMs: 1 })).pollUntilDone();
    await secrets.purgeDeletedSecret("sdk-secret");
    expect((await secrets.setSecret("sdk-secret", "four")).value).to.equal("four");
  });
});
