// Which cloud the environment names, and where its endpoints are.

import { expect } from "chai";
import { connectCloud } from "../../azure/cloud";
import { cloudName } from "../../azure/clouds";
import { useEmulator } from "../emulator/useEmulator";

const IDENTITY = {
  ARM_TENANT_ID: "22222222-2222-4222-8222-222222222222",
  ARM_CLIENT_ID: "33333333-3333-4333-8333-333333333333",
  ARM_CLIENT_SECRET: "not-a-secret",
};

describe("connectCloud", () => {
  const azure = useEmulator();

  const failure = (env: NodeJS.ProcessEnv) =>
    connectCloud(env, { ca: azure.emulator.ca, retryDelayMs: 1 }).then(
      () => "no error",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );

  it("fails for a cloud that it does not know", async () => {
    expect(await failure({ ...IDENTITY, ARM_ENVIRONMENT: "germany" })).to.equal(
      'ARM_ENVIRONMENT: "germany" is not a known cloud; use public, usgovernment, china, or name its metadata host in ARM_METADATA_HOSTNAME',
    );
  });

  it("fails when the metadata host has another answer", async () => {
    const { host } = new URL(azure.vaultUrl);
    expect(await failure({ ...IDENTITY, ARM_METADATA_HOSTNAME: host })).to.equal(
      `reading the cloud's endpoints from https://${host} (ARM_METADATA_HOSTNAME): 501 NotImplemented: the emulator has no route for GET /metadata/endpoints on host vault:vendor-access; add a row to the table in emulator/http/routes.ts (request id ID)`,
    );
  });

  it("fails when the metadata host does not answer", async () => {
    expect(await failure({ ...IDENTITY, ARM_METADATA_HOSTNAME: "localhost:1" })).to.match(
      /^reading the cloud's endpoints from https:\/\/localhost:1 \(ARM_METADATA_HOSTNAME\): ECONNREFUSED: .*; check the network and ARM_METADATA_HOSTNAME, then run again$/,
    );
  });

  it("fails when the metadata host's certificate is not trusted", async () => {
    const { environment } = azure.emulator;
    const error = await connectCloud(environment, { retryDelayMs: 1 }).catch(
      (thrown: Error) => thrown,
    );
    expect(error)
      .to.be.instanceOf(Error)
      .with.property("message")
      .that.matches(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/);
  });

  const known: [env: NodeJS.ProcessEnv, url: string][] = [
    [{}, "https://management.azure.com"],
    [{ ARM_ENVIRONMENT: "public" }, "https://management.azure.com"],
    [{ ARM_ENVIRONMENT: "USGovernment" }, "https://management.usgovcloudapi.net"],
    [{ ARM_ENVIRONMENT: "china" }, "https://management.chinacloudapi.cn"],
    [{ ARM_METADATA_HOSTNAME: "" }, "https://management.azure.com"],
  ];
  for (const [env, url] of known) {
    it(`finds ${url} by ${JSON.stringify(env)}, without a request`, async () => {
      const { resourceManagerUrl, resourceManagerScope, isLoopback } = await connectCloud({
        ...IDENTITY,
        ...env,
      });
      expect({ resourceManagerUrl, resourceManagerScope, isLoopback }).to.deep.equal({
        resourceManagerUrl: url,
        resourceManagerScope: `${url}/.default`,
        isLoopback: false,
      });
    });
  }

  for (const prefix of ["", "https://"]) {
    it(`asks the metadata host that is given as ${prefix}localhost`, async () => {
      const { environment, ca, url } = azure.emulator;
      const host = `${prefix}${environment.ARM_METADATA_HOSTNAME}`;
      const cloud = await connectCloud(
        { ...environment, ARM_METADATA_HOSTNAME: host, ARM_ENVIRONMENT: "china" },
        { ca },
      );
      const { resourceManagerUrl, resourceManagerScope, isLoopback } = cloud;
      expect({ resourceManagerUrl, resourceManagerScope, isLoopback }).to.deep.equal({
        resourceManagerUrl: url,
        resourceManagerScope: `${url}/.default`,
        isLoopback: true,
      });
      const token = await cloud.credential.getToken(resourceManagerScope);
      expect(token?.token).to.match(/^ey/);
    });
  }
});

describe("cloudName", () => {
  const names: [spelled: string | undefined, name: string][] = [
    [undefined, "public"],
    ["", "public"],
    ["Public", "public"],
    ["management.azure.com", "public"],
    ["https://management.azure.com/", "public"],
    ["USGovernment", "usgovernment"],
    ["management.usgovcloudapi.net", "usgovernment"],
    ["management.chinacloudapi.cn", "china"],
    ["https://localhost:8443", "localhost:8443"],
    ["localhost:8443", "localhost:8443"],
  ];
  for (const [spelled, name] of names) {
    it(`calls ${JSON.stringify(spelled)} ${name}`, () => {
      expect(cloudName(spelled)).to.equal(name);
    });
  }
});
