// Resource Manager's front door over HTTP: access tokens, api-version, what is not there.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

describe("emulated Resource Manager", () => {
  const azure = useEmulator();
  const get = (path: string, headers: Record<string, string>) =>
    azure.send(`${azure.emulator.url}${path}`, { headers });
  const bearer = async () => ({
    authorization: `Bearer ${await azure.accessToken(azure.emulator.url)}`,
  });

  it("refuses a request without access token and says where to get one", async () => {
    const { status, headers, body } = await get(`${azure.registryId}?api-version=2025-11-01`, {});

    expect(status).to.equal(401);
    expect(headers["www-authenticate"]).to.equal(
      `Bearer authorization_uri="${azure.emulator.url}/22222222-2222-4222-8222-222222222222", error="invalid_token", error_description="Authentication failed. The 'Authorization' header is missing."`,
    );
    expect(body).to.deep.equal({
      error: {
        code: "AuthenticationFailed",
        message: "Authentication failed. The 'Authorization' header is missing.",
      },
    });
  });

  it("refuses an access token that it did not sign", async () => {
    const { status, body } = await get(`${azure.registryId}?api-version=2025-11-01`, {
      authorization: "Bearer eyJhbGciOiJub25lIn0.e30.",
    });
    expect([status, body]).to.deep.equal([
      401,
      { error: { code: "InvalidAuthenticationToken", message: "The access token is invalid." } },
    ]);
  });

  it("refuses an access token for another resource", async () => {
    const token = await azure.accessToken("https://vault.azure.net");
    const { status, body } = await get(`${azure.registryId}?api-version=2025-11-01`, {
      authorization: `Bearer ${token}`,
    });
    expect([status, (body as { error: { code: string } }).error.code]).to.deep.equal([
      401,
      "InvalidAuthenticationTokenAudience",
    ]);
  });

  it("refuses an expired access token", async () => {
    azure.emulator.behaviours.accessTokenSeconds = -1;
    const token = await azure.accessToken("https://management.azure.com");
    azure.emulator.behaviours.accessTokenSeconds = 3599;

    const { status, body } = await get(`${azure.registryId}?api-version=2025-11-01`, {
      authorization: `Bearer ${token}`,
    });
    expect([status, (body as { error: { code: string } }).error.code]).to.deep.equal([
      401,
      "ExpiredAuthenticationToken",
    ]);
  });

  for (const { query, error } of [
    {
      query: "",
      error: {
        code: "MissingApiVersionParameter",
        message: "The api-version query parameter (?api-version=) is required for all requests.",
      },
    },
    {
      query: "?api-version=latest",
      error: {
        code: "InvalidApiVersionParameter",
        message:
          "The api-version 'latest' is invalid. The supported versions are dates, with '-preview' for previews.",
      },
    },
  ]) {
    it(`answers ${error.code} to "${query}"`, async () => {
      const { status, body } = await get(`${azure.registryId}${query}`, await bearer());
      expect([status, body]).to.deep.equal([400, { error }]);
    });
  }

  it("puts request ids, rate limits and versions on each answer, and keeps a given correlation id", async () => {
    const { headers } = await get(`${azure.registryId}?api-version=2025-11-01`, {
      ...(await bearer()),
      "x-ms-correlation-request-id": "my-correlation",
    });

    expect(headers).to.include({
      "x-ms-correlation-request-id": "my-correlation",
      "x-ms-ratelimit-remaining-subscription-reads": "1099",
      "x-ms-ratelimit-remaining-subscription-global-reads": "16499",
      "api-supported-versions": "2023-07-01, 2024-11-01-preview, 2025-04-01, 2025-11-01",
    });
    expect(headers["x-ms-request-id"]).to.match(/^[0-9a-f-]{36}$/);
  });

  for (const { what, method = "GET", path, status, error } of [
    {
      what: "another subscription",
      path: () => azure.registryId.replace(/1{8}-/, "99999999-"),
      status: 404,
      error: {
        code: "SubscriptionNotFound",
        message: "The subscription '99999999-1111-4111-8111-111111111111' could not be found.",
      },
    },
    {
      what: "an unknown resource group",
      path: () => azure.registryId.replace("registry-access", "nowhere"),
      status: 404,
      error: {
        code: "ResourceGroupNotFound",
        message: "Resource group 'nowhere' could not be found.",
      },
    },
    {
      what: "an unknown registry",
      path: () => `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries/nowhere`,
      status: 404,
      error: {
        code: "ResourceNotFound",
        message:
          "The Resource 'Microsoft.ContainerRegistry/registries/nowhere' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      },
    },
    {
      what: "a token of an unknown registry",
      path: () =>
        `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries/nowhere/tokens/contoso`,
      status: 404,
      error: {
        code: "ResourceNotFound",
        message:
          "The Resource 'Microsoft.ContainerRegistry/registries/nowhere/tokens/contoso' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      },
    },
    {
      what: "a new token in an unknown registry",
      method: "PUT",
      path: () =>
        `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries/nowhere/tokens/contoso`,
      status: 404,
      error: {
        code: "ParentResourceNotFound",
        message:
          "Failed to perform 'write' on resource(s) of type 'registries/tokens', because the parent resource 'nowhere' could not be found.",
      },
    },
    {
      what: "a route that it does not have",
      method: "POST",
      path: () => `${azure.registryId}/scheduleRun`,
      status: 501,
      error: undefined,
    },
  ]) {
    it(`answers ${status} to ${what}`, async () => {
      const answer = await azure.arm(method, path(), method === "GET" ? undefined : {});
      expect([answer.status, answer.body]).to.deep.equal([
        status,
        {
          error: error ?? {
            code: "NotImplemented",
            message: `the emulator has no route for POST ${azure.registryId}/scheduleRun on host arm; add a row to the table in emulator/http/routes.ts`,
          },
        },
      ]);
    });
  }

  it("refuses a body that is not JSON", async () => {
    const { status, body } = await azure.send(
      `${azure.emulator.url}${azure.registryId}/scopeMaps/broken-pull?api-version=2025-11-01`,
      { method: "PUT", headers: await bearer(), bytes: Buffer.from("{") },
    );
    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "InvalidRequestContent",
          message: "The request content was invalid and could not be deserialized.",
        },
      },
    ]);
  });
});
