// Which identity the ARM_* variables name, and what is said when one is incomplete.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelineRequest } from "@azure/core-rest-pipeline";
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
} from "@azure/identity";
import { expect } from "chai";
import { azureError } from "../../azure/azureError";
import { connectCloud } from "../../azure/cloud";
import { openHttp } from "../../azure/http";
import { credentialFor } from "../../azure/identity";
import { useEmulator } from "../emulator/useEmulator";

const TENANT = { ARM_TENANT_ID: "22222222-2222-4222-8222-222222222222" };
const CLIENT = { ARM_CLIENT_ID: "33333333-3333-4333-8333-333333333333" };
const SECRET = { ARM_CLIENT_SECRET: "not-a-secret" };
const CERTIFICATE = { ARM_CLIENT_CERTIFICATE_PATH: "/nowhere/certificate.pem" };
const OIDC = { ARM_USE_OIDC: "true" };
const MSI = { ARM_USE_MSI: "true" };

describe("credentialFor", () => {
  const http = openHttp({});
  const credential = (env: NodeJS.ProcessEnv) =>
    credentialFor(env, "https://login.microsoftonline.com", http);

  const incomplete: [name: string, env: NodeJS.ProcessEnv, missing: string][] = [
    ["a client secret without a tenant", { ...SECRET, ...CLIENT }, "ARM_TENANT_ID"],
    ["a client secret without a client", { ...SECRET, ...TENANT }, "ARM_CLIENT_ID"],
    [
      "a client secret with an empty client",
      { ...SECRET, ...TENANT, ARM_CLIENT_ID: "" },
      "ARM_CLIENT_ID",
    ],
    ["a certificate without a tenant", { ...CERTIFICATE, ...CLIENT }, "ARM_TENANT_ID"],
    ["a certificate without a client", { ...CERTIFICATE, ...TENANT }, "ARM_CLIENT_ID"],
    ["OIDC without a tenant", { ...OIDC, ...CLIENT }, "ARM_TENANT_ID"],
    ["OIDC without a client", { ...OIDC, ...TENANT }, "ARM_CLIENT_ID"],
  ];
  for (const [name, env, missing] of incomplete) {
    it(`fails for ${name}`, () => {
      expect(() => credential(env))
        .to.throw(Error)
        .with.property(
          "message",
          `${missing} is not set; the Azure identity in the environment needs it`,
        );
    });
  }

  const found: [name: string, env: NodeJS.ProcessEnv, type: new (...args: never[]) => object][] = [
    ["the client secret", { ...TENANT, ...CLIENT, ...SECRET }, ClientSecretCredential],
    ["the certificate", { ...TENANT, ...CLIENT, ...CERTIFICATE }, ClientCertificateCredential],
    [
      "the certificate before the secret, as azure-native does",
      { ...TENANT, ...CLIENT, ...SECRET, ...CERTIFICATE },
      ClientCertificateCredential,
    ],
    [
      "the secret before OIDC",
      { ...TENANT, ...CLIENT, ...SECRET, ...OIDC },
      ClientSecretCredential,
    ],
    ["OIDC", { ...TENANT, ...CLIENT, ...OIDC }, ClientAssertionCredential],
    [
      "OIDC before a managed identity",
      { ...TENANT, ...CLIENT, ...OIDC, ...MSI },
      ClientAssertionCredential,
    ],
    ["the system's managed identity", MSI, ManagedIdentityCredential],
    ["a user's managed identity", { ...MSI, ...CLIENT }, ManagedIdentityCredential],
    ["az login where nothing is set", {}, AzureCliCredential],
    ["az login of a tenant", TENANT, AzureCliCredential],
    [
      "az login where OIDC and managed identity are switched off",
      { ARM_USE_OIDC: "false", ARM_USE_MSI: "" },
      AzureCliCredential,
    ],
  ];
  for (const [name, env, type] of found) {
    it(`takes ${name}`, () => {
      expect(credential(env)).to.be.instanceOf(type);
    });
  }
});

describe("an identity at work", () => {
  const azure = useEmulator();
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "identity-"));
  });
  after(() => rm(folder, { recursive: true }));

  const JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyZXBvOnZlbmRvciJ9.c2lnbmF0dXJl";

  const token = async (change: NodeJS.ProcessEnv) => {
    const { environment, ca } = azure.emulator;
    const env = { ...environment, ...change };
    const cloud = await connectCloud(env, { ca, retryDelayMs: 1 });
    return cloud.credential
      .getToken(cloud.resourceManagerScope)
      .then((answer) => answer?.token ?? "none")
      .catch((thrown: unknown) => Promise.reject(azureError("reading x", thrown)));
  };
  const failure = (change: NodeJS.ProcessEnv) =>
    token(change).then(
      () => "no error",
      (error: Error) => error.message,
    );
  const withoutSecret = { ARM_CLIENT_SECRET: "", ARM_USE_OIDC: "true" };
  const ADVICE =
    "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";

  it("fails for a wrong secret, without repeating it", async () => {
    const message = await failure({ ARM_CLIENT_SECRET: "wrong-7f3a" });
    expect(message).to.match(/^reading x: .*AADSTS7000215: Invalid client secret provided/);
    expect(message.endsWith(`; ${ADVICE}`)).to.equal(true);
    expect(message).not.to.include("wrong-7f3a");
  });

  it("fails for OIDC without any token, and says where one comes from", async () => {
    expect(await failure(withoutSecret)).to.equal(
      `reading x: ARM_USE_OIDC is set, but there is no token; set ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH, or give the GitHub job \`permissions: id-token: write\`; ${ADVICE}`,
    );
  });

  it("fails for an address of GitHub without the token for it", async () => {
    const message = await failure({
      ...withoutSecret,
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://localhost:1",
    });
    expect(message).to.match(/^reading x: ARM_USE_OIDC is set, but there is no token; /);
  });

  const audiences: [name: string, env: NodeJS.ProcessEnv, audience: string][] = [
    ["the usual audience", {}, "api://AzureADTokenExchange"],
    ["an audience of its own", { ARM_OIDC_AUDIENCE: "api://vendor" }, "api://vendor"],
  ];
  for (const [name, change, audience] of audiences) {
    it(`asks GitHub for a token for ${name}`, async () => {
      const { environment, ca, url } = azure.emulator;
      const http = openHttp({ ca, retryDelayMs: 1 });
      const asked: string[] = [];
      const github = Object.create(http.pipeline, {
        sendRequest: {
          value: async (_client: unknown, request: PipelineRequest) => {
            asked.push(`${request.url} ${request.headers.get("authorization")}`);
            return {
              request,
              headers: request.headers,
              status: 200,
              bodyAsText: `{"value":"${JWT}"}`,
            };
          },
        },
      });
      const env = {
        ...environment,
        ...withoutSecret,
        ARM_OIDC_REQUEST_URL: "https://github.example/token?job=1",
        ARM_OIDC_REQUEST_TOKEN: "github-9c1b",
        ...change,
      };
      const credential = credentialFor(env, url, { ...http, pipeline: github });
      expect((await credential.getToken(`${url}/.default`))?.token).to.match(/^ey/);
      const query = new URLSearchParams({ audience });
      expect([...new Set(asked)]).to.deep.equal([
        `https://github.example/token?job=1&${query} Bearer github-9c1b`,
      ]);
    });
  }

  it("fails when GitHub gives no OIDC token", async () => {
    const message = await failure({
      ...withoutSecret,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${azure.emulator.url}/nowhere`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "github-9c1b",
    });
    expect(message).to.match(
      /^reading x: asking GitHub for an OIDC token: 501: an unexpected answer/,
    );
    expect(message).not.to.include("github-9c1b");
  });

  it("logs in with a client secret", async () => {
    expect(await token({})).to.match(/^ey/);
  });

  it("logs in with an OIDC token that is given outright", async () => {
    expect(await token({ ...withoutSecret, ARM_OIDC_TOKEN: JWT })).to.match(/^ey/);
  });

  it("logs in with an OIDC token in a file", async () => {
    const file = join(folder, "token");
    await writeFile(file, `${JWT}\n`);
    expect(await token({ ...withoutSecret, ARM_OIDC_TOKEN_FILE_PATH: file })).to.match(/^ey/);
  });
});
