// The cloud's metadata over HTTP: where clients find everything else.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

describe("the emulated cloud's metadata", () => {
  const azure = useEmulator();
  const endpoints = (version: string) =>
    azure.send(`${azure.emulator.url}/metadata/endpoints?api-version=${version}`);

  it("is one object since 2022-09-01, with everything that clients look for", async () => {
    const { status, body } = await endpoints("2022-09-01");
    const { url } = azure.emulator;
    const cloud = body as {
      name: string;
      authentication: object;
      suffixes: object;
      resourceManager: string;
      microsoftGraphResourceId: string;
    };

    expect(status).to.equal(200);
    expect(cloud.name).to.equal("AzureEmulator");
    expect(cloud.resourceManager).to.equal(`${url}/`);
    expect(cloud.microsoftGraphResourceId).to.equal("https://graph.microsoft.com/");
    expect(cloud.authentication).to.deep.equal({
      loginEndpoint: url,
      audiences: [url, "https://management.core.windows.net/", "https://management.azure.com/"],
      tenant: "common",
      identityProvider: "AAD",
    });
    expect(cloud.suffixes).to.include({
      acrLoginServer: "localhost",
      keyVaultDns: new URL(azure.vaultUrl).host,
      storage: "core.windows.net",
    });
  });

  it("is a list in older versions", async () => {
    const { body } = await endpoints("2022-09-01");
    for (const version of ["2019-05-01", "2020-06-01"]) {
      expect((await endpoints(version)).body).to.deep.equal([body]);
    }
  });
});
