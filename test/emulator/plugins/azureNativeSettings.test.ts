// Which cloud and identity the stand-in for azure-native accepts: the emulator's alone.
import { expect } from "chai";
import { discoverCloud } from "../../../emulator/plugins/azureNative/cloud";
import { Plugin } from "./plugin";

describe("pulumi-resource-azure-native's settings", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start("azure-native", { ARM_CLIENT_SECRET: "hunter2" });
  });
  after(() => plugin[Symbol.asyncDispose]());

  const onlyLocal = (found: string) =>
    `the stand-in for azure-native works with the emulator only, and ${found}; for Azure, take emulator/plugins off PATH so that Pulumi finds the real plugin, for the emulator set ARM_METADATA_HOSTNAME to localhost:PORT`;

  for (const host of [
    "management.azure.com",
    "https://localhost.example.com",
    "127.0.0.1.example.com",
    "localhost@example.com",
    "10.0.0.1:443",
    "0x7f.example",
  ]) {
    it(`refuses the metadata host ${host}`, async () => {
      const error = await plugin.configure("azure-native", { metadataHost: host }).catch((e) => e);
      expect(error.message).to.equal(onlyLocal(`"${host}" is not on this machine`));
    });
  }

  it("refuses to run without a metadata host, which would mean the public cloud", async () => {
    const error = await plugin.configure("azure-native").catch((e) => e);
    expect(error.message).to.equal(onlyLocal("no metadata host is set"));
  });

  it("refuses a missing setting and names the variable", async () => {
    const settings = { metadataHost: "localhost:2", tenantId: "t" };
    const error = await plugin.configure("azure-native", settings).catch((e) => e);
    expect(error.message).to.equal(
      "the stand-in for azure-native needs azure-native:clientId; set ARM_CLIENT_ID to what the emulator printed",
    );
  });

  it("fails when the metadata host does not answer, without the client secret", async () => {
    const settings = {
      metadataHost: "localhost:2",
      tenantId: "t",
      clientId: "c",
      subscriptionId: "s",
    };
    const error = await plugin.configure("azure-native", settings).catch((e) => e);
    expect(error.message).to.match(
      /^GET \/metadata\/endpoints: no answer from https:\/\/localhost:2: .*ECONNREFUSED/,
    );
  });

  it("refuses metadata that leads elsewhere", async () => {
    const metadata = {
      resourceManager: "https://localhost:4443",
      authentication: {
        loginEndpoint: "https://login.microsoftonline.com",
        audiences: ["https://management.azure.com"],
      },
      suffixes: { keyVaultDns: "vault.localhost:4444" },
    };
    const error = await discoverCloud("localhost:4443", async () => metadata).catch((e) => e);
    expect(error.message).to.equal(
      onlyLocal(`"https://login.microsoftonline.com" is not on this machine`),
    );
  });
});
