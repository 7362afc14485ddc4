// Listing a registry's repositories with Microsoft's own client: what is found, and what is said when it is not.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import type { HttpOptions } from "../../../azure/http";
import { listRepositories } from "../../../azure/registry/operatorCatalog";
import { DEFAULT_SEED, withRepositories } from "../../../emulator/world/seed";
import { useEmulator } from "../../emulator/useEmulator";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const CONTOSO = "66666666-6666-4666-8666-666666666666";
const ASSIGNMENT =
  "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000003";

/** More than a page holds, together with those that are there. */
const MANY = Array.from({ length: 120 }, (_, index) => `many/image-${1000 + index}`);

const ALL = [...(DEFAULT_SEED.registries[0]?.repositories ?? []), ...MANY].sort();

describe("listRepositories", () => {
  const azure = useEmulator({ seed: withRepositories(DEFAULT_SEED, MANY) });
  let cloud: Cloud;

  const connect = (env: Record<string, string> = {}, options: HttpOptions = {}) => {
    const { environment, ca } = azure.emulator;
    return connectCloud({ ...environment, ...env }, { ca, retryDelayMs: 1, ...options });
  };
  const connectAsContoso = () => {
    const contoso = azure.emulator.principals.find(({ name }) => name === "contoso-deployment");
    return connect({
      ARM_CLIENT_ID: contoso?.clientId ?? "",
      ARM_CLIENT_SECRET: contoso?.clientSecret ?? "",
    });
  };
  const assignReader = () =>
    azure.arm("PUT", `${azure.registryId}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      },
    });
  const useMode = (roleAssignmentMode: string) =>
    azure.arm("PATCH", azure.registryId, { properties: { roleAssignmentMode } });
  const failure = (at: Cloud, registryId = azure.registryId) =>
    listRepositories(at, registryId).then(
      () => "no error",
      (error: Error) => error.message.replaceAll(/[0-9a-f-]{36}(?=[);])/g, "ID"),
    );
  const withCredential = (credential: TokenCredential): Cloud => ({ ...cloud, credential });

  before(async () => {
    cloud = await connect();
  });
  afterEach(async () => {
    azure.emulator.faults.clear();
    azure.emulator.behaviours.accessTokenSeconds = 3599;
    await azure.arm("DELETE", `${azure.registryId}${ASSIGNMENT}`);
    await useMode("LegacyRegistryPermissions");
  });

  it("fails without a role on the registry at Resource Manager, and names it", async () => {
    expect(await failure(await connectAsContoso())).to.equal(
      `reading registry vendorimages: 403 AuthorizationFailed: The client '55555555-5555-4555-8555-555555555555' with object id '66666666-6666-4666-8666-666666666666' does not have authorization to perform action 'Microsoft.ContainerRegistry/registries/read' over scope '${azure.registryId}' or the scope is invalid. If access was recently granted, please refresh your credentials (request id ID); give the identity the role "Reader" on the registry`,
    );
  });

  it("fails without a role that lists, and names the one that counts there", async () => {
    await assignReader();
    await useMode("AbacRepositoryPermissions");
    expect(await failure(await connectAsContoso())).to.equal(
      'listing the repositories of vendorimages: 401 UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information (request id ID); give the identity the role "Container Registry Repository Catalog Lister" on the registry',
    );
  });

  for (const operation of ["RefreshTokens_Post", "AccessTokens_Post"]) {
    it(`fails when ${operation} is refused, and names the role`, async () => {
      const code = "UNAUTHORIZED";
      azure.emulator.faults.add({ operation, status: 401, code, message: "No." });
      expect(await failure(cloud)).to.equal(
        'listing the repositories of vendorimages: 401 UNAUTHORIZED: No (request id ID); give the identity the role "AcrPull" on the registry',
      );
    });
  }

  it("fails at the registry's firewall, and says what lets it through", async () => {
    azure.emulator.faults.add({
      operation: "Repositories_ListAcr",
      status: 403,
      code: "DENIED",
      message: "client with IP '10.0.0.1' is not allowed access.",
    });
    expect(await failure(cloud)).to.equal(
      "listing the repositories of vendorimages: 403 DENIED: client with IP '10.0.0.1' is not allowed access (request id ID); allow this address in the registry's firewall, or run from an allowed network",
    );
  });

  it("fails with an access token that has expired", async () => {
    azure.emulator.behaviours.accessTokenSeconds = -1;
    expect((await failure(await connect())).replace(/'[^']*\d{4}[^']*'/g, "'TIME'")).to.equal(
      "reading registry vendorimages: 401 ExpiredAuthenticationToken: The access token expiry UTC time 'TIME' is earlier than current UTC time 'TIME' (request id ID); run again to get a new token; if that does not help, correct this machine's clock",
    );
  });

  it("fails with a token that expires on the way from Resource Manager to the registry", async () => {
    const valid = await cloud.credential.getToken(cloud.resourceManagerScope);
    azure.emulator.behaviours.accessTokenSeconds = -1;
    const expired = await (await connect()).credential.getToken(cloud.resourceManagerScope);
    const tokens = [valid, expired];
    const message = await failure(withCredential({ getToken: async () => tokens.shift() ?? null }));
    expect(message.replace(/CorrelationId: \S+/, "CorrelationId: ID")).to.equal(
      'listing the repositories of vendorimages: 401 UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: ID (request id ID); give the identity the role "AcrPull" on the registry',
    );
  });

  it("fails for a registry that is not there", async () => {
    const elsewhere = azure.registryId.replace("vendorimages", "elsewhere");
    expect(await failure(cloud, elsewhere)).to.equal(
      "reading registry elsewhere: 404 ResourceNotFound: The Resource 'Microsoft.ContainerRegistry/registries/elsewhere' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix (request id ID); check whether it and its parent resources still exist",
    );
  });

  it("fails when nobody is logged in", async () => {
    const getToken = () =>
      Promise.reject(
        Object.assign(new Error("Please run 'az login'"), { name: "CredentialUnavailableError" }),
      );
    expect(await failure(withCredential({ getToken }))).to.equal(
      "reading registry vendorimages: Please run 'az login'; check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)",
    );
  });

  it("fails without a network, after trying again", async () => {
    azure.emulator.faults.add({
      operation: "Repositories_ListAcr",
      times: Number.POSITIVE_INFINITY,
      reset: true,
    });
    expect(await failure(cloud)).to.match(
      /^listing the repositories of vendorimages: ECONNRESET: .+; check the network and ARM_METADATA_HOSTNAME, then run again$/,
    );
  });

  it("fails for an answer that is not JSON, and repeats nothing of it", async () => {
    const server = await listening();
    try {
      const { port } = server.address() as AddressInfo;
      const client = redirected(
        cloud.http.client,
        /\/oauth2\/exchange/,
        `http://127.0.0.1:${port}`,
      );
      expect(await failure(await connect({}, { client }))).to.equal(
        "listing the repositories of vendorimages: 200 PARSE_ERROR: the answer is not JSON; run again",
      );
    } finally {
      server.close();
    }
  });

  for (const [cloudName, resourceManagerUrl, audience] of [
    ["the public cloud", "https://management.azure.com", "https://containerregistry.azure.net"],
    ["China", "https://management.chinacloudapi.cn", "https://management.chinacloudapi.cn"],
  ] as const) {
    it(`asks Entra for a token for ${audience} in ${cloudName}`, async () => {
      const { url } = azure.emulator;
      const asked: unknown[] = [];
      const elsewhere: Cloud = {
        ...cloud,
        resourceManagerUrl,
        resourceManagerScope: `${resourceManagerUrl}/.default`,
        credential: {
          async getToken(scopes) {
            asked.push(scopes);
            return cloud.credential.getToken(cloud.resourceManagerScope);
          },
        },
        http: {
          ...cloud.http,
          client: redirected(cloud.http.client, resourceManagerUrl, url),
        },
      };
      expect(await listRepositories(elsewhere, azure.registryId)).to.have.length(132);
      expect(asked).to.deep.equal([`${resourceManagerUrl}/.default`, `${audience}/.default`]);
    });
  }

  it("sorts what the registry does not", async () => {
    const client: HttpClient = {
      async sendRequest(request) {
        const response = await cloud.http.client.sendRequest(request);
        const changed = response.bodyAsText?.replace('"app/api","app/web"', '"app/web","app/api"');
        return { ...response, bodyAsText: changed ?? null };
      },
    };
    const unsorted = await connect({}, { client });
    expect(await listRepositories(unsorted, azure.registryId)).to.deep.equal(ALL);
  });

  it("lists all repositories from both pages, with a reader's identity", async () => {
    await assignReader();
    const contoso = await connectAsContoso();
    const before = azure.emulator.journal.entries().length;
    expect(await listRepositories(contoso, azure.registryId)).to.deep.equal(ALL);
    const requests = azure.emulator.journal
      .entries()
      .slice(before)
      .map(({ operation, status }) => `${operation} ${status}`)
      .filter((line) => !/^(Entra|Metadata)_/.test(line));
    expect(requests).to.deep.equal([
      "Registries_Get 200",
      "Repositories_ListAcr 401",
      "RefreshTokens_Post 200",
      "AccessTokens_Post 200",
      "Repositories_ListAcr 200",
      "Repositories_ListAcr 200",
    ]);
  });
});

/** Sends the requests whose address begins so, or matches, to another host. */
function redirected(client: HttpClient, from: string | RegExp, to: string): HttpClient {
  return {
    sendRequest(request) {
      if (typeof from === "string") request.url = request.url.replace(from, to);
      else if (from.test(request.url)) {
        request.url = to;
        request.allowInsecureConnection = true;
      }
      return client.sendRequest(request);
    },
  };
}

/** A host that answers 200 with what is no JSON. */
async function listening(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"refresh_token":"private-token');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
