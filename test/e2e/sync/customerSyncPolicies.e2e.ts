// The customer's program with access policies in the vault, somebody else's password, callers by addresses, and no waiting.
import { Agent } from "node:https";
import { expect } from "chai";
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { exchange } from "../../emulator/exchange";
import { givenPusher, pushImage } from "../../emulator/registry/signedImage";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { CustomerStack } from "./customerStack";

const HEADER_SECRET = "header-secret-0123456789abcdef";

describe("the customer's program, where the vault uses access policies", function () {
  this.timeout(60_000);
  const vendor = new EmulatedAzure();
  const customer = new CustomerStack();
  let contoso: EmulatedAzure;
  let callbackUrl: string;

  before(async () => {
    await vendor.start({ seed: withCustomer(DEFAULT_SEED) });
    contoso = vendor.in("contoso");
    const rights = ["repositories/app/api/content/read", "repositories/app/api/metadata/read"];
    const password = await vendor.givenToken("contoso-pull", rights);
    await contoso.vault("PUT", "/secrets/vendor-password", { value: password });
    await useAccessPolicies();
    await customer.open(contoso, {
      vendorRegistry: vendor.loginServer,
      repositories: ["app/api"],
      settings: {
        passwordSecretId: `${contoso.vaultId}/secrets/vendor-password`,
        allowedCallers: JSON.stringify(["127.0.0.1-127.0.0.1", "10.0.0.0/8"]),
        waitsForImports: "false",
      },
    });
    await customer.configure({ headerSecret: HEADER_SECRET });
  });
  after(async () => {
    await vendor.close();
    customer.close();
  });

  const SOMEBODY = {
    objectId: "99999999-9999-4999-8999-999999999999",
    permissions: { secrets: ["list", "set"] },
  };
  const useAccessPolicies = () => {
    const { tenantId } = contoso.tenant;
    const accessPolicies = [{ tenantId, ...SOMEBODY }];
    return contoso.arm("PATCH", contoso.vaultId, {
      properties: { enableRbacAuthorization: false, accessPolicies },
    });
  };
  const policies = async () => {
    const { body } = await contoso.arm("GET", contoso.vaultId);
    const { accessPolicies } = (body as { properties: { accessPolicies: object[] } }).properties;
    return accessPolicies;
  };
  const workflows = async () => {
    const path = `${contoso.groupId}/providers/Microsoft.Logic/workflows`;
    const { body } = await contoso.arm("GET", path, undefined, "2019-05-01");
    return (body as { value: { name: string; identity: { principalId: string } }[] }).value;
  };
  /** What a run says that makes nothing. */
  const refusal = async () => {
    const error = await customer.up().catch((reason: Error) => reason);
    expect(await workflows()).to.deep.equal([]);
    const lines = String(error)
      .split("\n")
      .map((line) => line.trim());
    expect(lines.filter((line) => line.startsWith("at "))).to.deep.equal([]);
    return [...new Set(lines.filter((line) => /^(error: |targetRegistryId: )/.test(line)))];
  };

  it("makes nothing with a mistyped vault and registry", async () => {
    const { registryId, vaultId } = contoso;
    await customer.stack.setAllConfig({
      "customer-sync:targetRegistryId": { value: `${registryId}2` },
      "customer-sync:passwordSecretId": { value: `${vaultId}2/secrets/vendor-password` },
    });
    const said = await refusal();
    expect(said.map((line) => line.replace(/ \(Azure: Status=404 .*\)$/, ""))).to.deep.equal([
      "error: password.secretId: there is no vault contoso-sync2 in the resource group contoso-images, or you may not read it; correct the id, or ask for the right to read",
      "targetRegistryId: there is no registry contosoimages2 in the resource group contoso-images, or you may not read it; correct the id, or ask for the right to read",
    ]);
    await customer.stack.setAllConfig({
      "customer-sync:targetRegistryId": { value: registryId },
      "customer-sync:passwordSecretId": { value: `${vaultId}/secrets/vendor-password` },
    });
  });

  it("makes nothing with a role, which the vault would not honour", async () => {
    expect(await refusal()).to.deep.equal([
      "error: the vault contoso-sync decides by access policies, so a role has no effect; write policy, with which the workflows may read every secret of this vault: `pulumi config set customer-sync:vaultAccess policy`; or take a vault that uses roles",
    ]);
  });

  it("gives each workflow a policy to get secrets, beside those of others, and defines no role", async () => {
    await customer.stack.setConfig("customer-sync:vaultAccess", { value: "policy" });
    const changes = await customer.up();
    callbackUrl = await customer.callbackUrl("--show-secrets");
    const made = await workflows();
    const { tenantId } = contoso.tenant;
    expect(changes).to.deep.equal({ create: 7 });
    expect(await policies()).to.have.deep.members([
      { tenantId, ...SOMEBODY },
      ...made.map(({ identity }) => ({
        tenantId,
        objectId: identity.principalId,
        permissions: { secrets: ["get"] },
      })),
    ]);
  });

  it("is called from the addresses that it names alone, and copies with the password of the policy", async () => {
    const pusher = await givenPusher(vendor, "pusher", "app/api");
    const reader = await givenPusher(contoso, "reader", "vendor/app/api");
    const { index } = await pushImage(pusher, "app/api", "1.0.1");
    const event = {
      action: "push",
      target: { repository: "app/api", tag: "1.0.1", digest: index },
      request: { host: vendor.loginServer },
    };
    const call = async (localAddress: string) => {
      const agent = new Agent({ ca: vendor.emulator.ca, localAddress });
      const headers = { "X-Registry-Sync": HEADER_SECRET };
      const sent = { method: "POST", json: event, headers };
      const { status } = await exchange(agent, callbackUrl, sent);
      await vendor.emulator.settle();
      const copy = await reader.send("GET", "/v2/vendor/app/api/manifests/1.0.1");
      return [status, copy.status];
    };
    // Another address of this machine than 127.0.0.1 needs no set-up on Linux only.
    if (process.platform === "linux") expect(await call("127.0.0.2")).to.deep.equal([401, 404]);
    expect(await call("127.0.0.1")).to.deep.equal([202, 200]);
  });

  it("warns of a prefix below which nothing is named, and does what it says", async () => {
    const warned = async (repositories: readonly string[]) => {
      const before = customer.transcript.length;
      await customer.stack.setAllConfig({
        "customer-sync:repositories": { value: JSON.stringify(repositories) },
      });
      await customer.up();
      const printed = customer.transcript.slice(before).join("\n");
      return new Set(printed.match(/customer-sync:repositories has [^;]+/g));
    };
    expect(await warned(["app/api", "base/*"])).to.deep.equal(
      new Set([
        "customer-sync:repositories has base/* and no name below it: only events copy what is there",
      ]),
    );
    expect(await warned(["app/api"])).to.deep.equal(new Set());
  });

  it("changes nothing when it looks at everything again", async () => {
    expect(await customer.up({ refresh: true })).to.deep.equal({});
  });

  it("takes away its policies alone when it is destroyed", async () => {
    expect(await customer.destroy()).to.deep.equal({ delete: 8 });
    const { tenantId } = contoso.tenant;
    expect(await policies()).to.deep.equal([{ tenantId, ...SOMEBODY }]);
  });
});
