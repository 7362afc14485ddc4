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

    expect([status, body]).to.deep.equal([
      200,
      {
        name: "AzureEmulator",
        portal: url,
        authentication: {
          loginEndpoint: url,
          audiences: [url],
          tenant: "common",
          identityProvider: "AAD",
        },
        resourceManager: `${url}/`,
        microsoftGraphResourceId: `${url}/`,
        graph: `${url}/`,
        graphAudience: `${url}/`,
        suffixes: {
          acrLoginServer: "localhost",
          keyVaultDns: new URL(azure.vaultUrl).host,
          storage: "localhost",
        },
      },
    ]);
  });

  it("names no host but this machine, and neither do Entra and the challenges", async () => {
    const { url, tenantId } = azure.emulator;
    const answers = await Promise.all([
      endpoints("2022-09-01"),
      azure.send(`${url}/${tenantId}/v2.0/.well-known/openid-configuration`),
      azure.send(`${url}/subscriptions?api-version=2022-12-01`),
    ]);
    const text = answers.map(({ body, headers }) => JSON.stringify([body, headers])).join(" ");
    const hosts = [...text.matchAll(/https?:\/\/([^/"':\\]+)/g)].map(([, host]) => host);
    expect([...new Set(hosts)]).to.deep.equal(["localhost"]);
    expect(text).not.to.match(/\w\.(com|net|io)\b/);
  });

  it("is found by clients whose endpoint has a slash at its end", async () => {
    const { url } = azure.emulator;
    const doubled = await azure.send(`${url}//metadata/endpoints?api-version=2022-09-01`);
    expect(doubled.body).to.deep.equal((await endpoints("2022-09-01")).body);
    expect((await azure.arm("GET", "//subscriptions", undefined, "2022-12-01")).status).to.equal(
      200,
    );
  });

  it("names vaults below vault.localhost where a behaviour asks for it", async () => {
    const { behaviours } = azure.emulator;
    const { port } = new URL(azure.vaultUrl);
    behaviours.vaultHostNames = true;
    const { body } = await endpoints("2022-09-01");
    behaviours.vaultHostNames = false;
    expect((body as { suffixes: { keyVaultDns: string } }).suffixes.keyVaultDns).to.equal(
      `vault.localhost:${port}`,
    );
  });

  it("is a list in older versions", async () => {
    const { body } = await endpoints("2022-09-01");
    for (const version of ["2019-05-01", "2020-06-01"]) {
      expect((await endpoints(version)).body).to.deep.equal([body]);
    }
  });
});
