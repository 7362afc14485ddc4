// Requests without a good access token over HTTP: where the registry sends them.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const VISIT =
  "authentication required, visit https://aka.ms/acr/authorization for more information.";

describe("an emulated registry's challenge", () => {
  const azure = useEmulator();

  it("names realm and service for /v2/", async () => {
    const { status, headers, body } = await azure.registry("GET", "/v2/");

    expect(status).to.equal(401);
    expect(headers["www-authenticate"]).to.equal(
      `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}"`,
    );
    expect(headers["docker-distribution-api-version"]).to.equal("registry/2.0");
    expect(headers["x-ms-correlation-request-id"]).to.match(/^[0-9a-f-]{36}$/);
    expect(body).to.deep.equal({ errors: [{ code: "UNAUTHORIZED", message: VISIT }] });
  });

  for (const { method, path, scope, detail } of [
    {
      method: "GET",
      path: "/v2/app/api/manifests/latest",
      scope: "repository:app/api:pull",
      detail: [{ Type: "repository", Name: "app/api", Action: "pull" }],
    },
    {
      method: "GET",
      path: "/v2/app/api/tags/list",
      scope: "repository:app/api:metadata_read",
      detail: [{ Type: "repository", Name: "app/api", Action: "metadata_read" }],
    },
    {
      method: "POST",
      path: "/v2/app/api/blobs/uploads/",
      scope: "repository:app/api:pull,push",
      detail: [
        { Type: "repository", Name: "app/api", Action: "pull" },
        { Type: "repository", Name: "app/api", Action: "push" },
      ],
    },
    {
      method: "DELETE",
      path: "/v2/app/api/manifests/latest",
      scope: "repository:app/api:delete",
      detail: [{ Type: "repository", Name: "app/api", Action: "delete" }],
    },
    {
      method: "GET",
      path: "/v2/_catalog",
      scope: "registry:catalog:*",
      detail: [{ Type: "registry", Name: "catalog", Action: "*" }],
    },
  ]) {
    it(`asks for ${scope} on ${method} ${path}`, async () => {
      const { status, headers, body } = await azure.registry(method, path);

      expect(status).to.equal(401);
      expect(headers["www-authenticate"]).to.equal(
        `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="${scope}"`,
      );
      expect(body).to.deep.equal({ errors: [{ code: "UNAUTHORIZED", message: VISIT, detail }] });
    });
  }

  for (const [method, path] of [
    ["GET", "/v2/app/api/nothing"],
    ["PATCH", "/v2/app/api/manifests/latest"],
    ["PUT", "/acr/v1/app/api"],
    ["GET", "/elsewhere"],
  ] as const) {
    it(`asks for a login before it says that there is no ${method} ${path}`, async () => {
      const token = await azure.givenAccess("some-token", ["repositories/app/api/content/read"]);
      const nobody = await azure.registry(method, path);
      const invalid = await azure.registry(method, path, "no-token");
      const known = await azure.registry(method, path, token);

      const challenge = `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}"`;
      expect([nobody.status, nobody.headers["www-authenticate"], nobody.body]).to.deep.equal([
        401,
        challenge,
        { errors: [{ code: "UNAUTHORIZED", message: VISIT }] },
      ]);
      expect([invalid.status, invalid.headers["www-authenticate"]]).to.deep.equal([
        401,
        `${challenge},error="invalid_token"`,
      ]);
      expect([known.status, known.body]).to.deep.equal([
        501,
        {
          errors: [
            {
              code: "NotImplemented",
              message: `the emulator has no route for ${method} ${path} on host registry:${azure.emulator.registries[0]?.name}; add a row to the table in emulator/http/routes.ts`,
            },
          ],
        },
      ]);
    });
  }

  it("refuses a token's name and password sent straight to /v2/, without a Bearer challenge", async () => {
    const password = await azure.givenToken("direct-token", ["repositories/app/api/content/read"]);
    const { status, headers } = await azure.registry("GET", "/v2/", undefined, {
      headers: {
        authorization: `Basic ${Buffer.from(`direct-token:${password}`).toString("base64")}`,
      },
    });

    expect(status).to.equal(401);
    expect(headers["www-authenticate"]).to.equal('Basic realm="Azure Container Registry"');
  });

  it("says which ways of logging in it does not know", async () => {
    const form = { grant_type: "access_token_refresh_token" };
    const exchange = await azure.registry("POST", "/oauth2/exchange", undefined, { form });
    const token = await azure.registry("POST", "/oauth2/token", undefined, { form });
    const errors = [
      {
        code: "UNSUPPORTED",
        message:
          "the emulator has no grant_type access_token_refresh_token; use password or refresh_token (at /oauth2/exchange access_token), or extend emulator/registry/login.ts",
      },
    ];
    for (const { status, body } of [exchange, token]) {
      expect([status, body]).to.deep.equal([501, { errors }]);
    }
  });
});
