// Entra over HTTP: how it describes itself, and to whom it issues access tokens.
import { expect } from "chai";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { field, stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated Entra", () => {
  const azure = useEmulator();
  const tenantUrl = () => `${azure.emulator.url}/${azure.emulator.tenantId}`;
  const ask = (change: Record<string, string> = {}) =>
    azure.send(`${tenantUrl()}/oauth2/v2.0/token`, {
      method: "POST",
      form: {
        grant_type: "client_credentials",
        client_id: "33333333-3333-4333-8333-333333333333",
        client_secret: azure.emulator.environment.ARM_CLIENT_SECRET ?? "",
        scope: `${azure.emulator.url}/.default`,
        ...change,
      },
    });

  it("describes itself so that clients find the token endpoint", async () => {
    const { body } = await azure.send(`${tenantUrl()}/v2.0/.well-known/openid-configuration`);
    expect(body).to.include({
      issuer: `${tenantUrl()}/v2.0`,
      token_endpoint: `${tenantUrl()}/oauth2/v2.0/token`,
      jwks_uri: `${tenantUrl()}/discovery/v2.0/keys`,
      authorization_endpoint: `${tenantUrl()}/oauth2/v2.0/authorize`,
    });
  });

  it("answers instance discovery for itself and for nobody else", async () => {
    const discover = (authority: string) =>
      azure.send(
        `${azure.emulator.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(authority)}`,
      );
    const own = await discover(`${tenantUrl()}/oauth2/v2.0/authorize`);
    const other = await discover("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");

    expect(own.body).to.include({
      tenant_discovery_endpoint: `${tenantUrl()}/v2.0/.well-known/openid-configuration`,
    });
    expect(other.status).to.equal(400);
  });

  it("issues an access token for the service principal, signed with a published key", async () => {
    const { status, body } = await ask();
    const token = field(body, "access_token");
    const keys = await azure.send(`${tenantUrl()}/discovery/v2.0/keys`);
    const [key] = (keys.body as { keys: { kid: string; alg: string }[] }).keys;

    expect(status).to.equal(200);
    expect(body).to.deep.include({ token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599 });
    expect(decodeProtectedHeader(token)).to.deep.equal({ typ: "JWT", alg: "RS256", kid: key?.kid });
    const { iat, nbf, exp, ...claims } = decodeJwt(token);
    expect(claims).to.deep.equal({
      aud: azure.emulator.url,
      iss: "https://sts.windows.net/22222222-2222-4222-8222-222222222222/",
      appid: "33333333-3333-4333-8333-333333333333",
      appidacr: "1",
      idtyp: "app",
      oid: "33333333-3333-4333-8333-333333333333",
      sub: "33333333-3333-4333-8333-333333333333",
      tid: "22222222-2222-4222-8222-222222222222",
      ver: "1.0",
    });
    expect([nbf, Number(exp) - Number(iat)]).to.deep.equal([iat, 3599]);
  });

  it("issues access tokens to the other applications in their own name", async () => {
    const { principals } = azure.emulator;
    const claims = await Promise.all(
      principals.map(async ({ clientId, clientSecret }) => {
        const { body } = await ask({ client_id: clientId, client_secret: clientSecret });
        const { appid, oid, sub } = decodeJwt(field(body, "access_token"));
        return { appid, oid, sub };
      }),
    );
    expect(claims).to.deep.equal([
      {
        appid: "55555555-5555-4555-8555-555555555555",
        oid: "66666666-6666-4666-8666-666666666666",
        sub: "66666666-6666-4666-8666-666666666666",
      },
      {
        appid: "77777777-7777-4777-8777-777777777777",
        oid: "88888888-8888-4888-8888-888888888888",
        sub: "88888888-8888-4888-8888-888888888888",
      },
    ]);
    const [one, other] = principals;
    const swapped = await ask({
      client_id: one?.clientId ?? "",
      client_secret: other?.clientSecret ?? "",
    });
    expect(swapped.status).to.equal(401);
  });

  it("accepts a client assertion in place of the secret", async () => {
    const assertion = await azure.accessToken(azure.emulator.url);
    const { status } = await ask({
      client_secret: "",
      client_assertion: assertion,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    expect(status).to.equal(200);
  });

  for (const { scope, aud } of [
    {
      scope: "https://management.azure.com//.default openid offline_access profile",
      aud: "https://management.azure.com/",
    },
    {
      scope: "openid profile https://vault.azure.net/.default email",
      aud: "https://vault.azure.net",
    },
  ]) {
    it(`issues an access token for ${aud} to whoever asks for ${scope}`, async () => {
      const { status, body } = await ask({ scope });
      expect([status, decodeJwt(field(body, "access_token")).aud]).to.deep.equal([200, aud]);
    });
  }

  for (const { what, change, status, error, number } of [
    {
      what: "a wrong secret",
      change: { client_secret: "wrong" },
      status: 401,
      error: "invalid_client",
      number: 7000215,
    },
    {
      what: "an assertion that is no JWT",
      change: { client_assertion: "wrong" },
      status: 401,
      error: "invalid_client",
      number: 7000215,
    },
    {
      what: "an unknown application",
      change: { client_id: "44444444-4444-4444-8444-444444444444" },
      status: 400,
      error: "unauthorized_client",
      number: 700016,
    },
    {
      what: "another grant type",
      change: { grant_type: "password" },
      status: 400,
      error: "unsupported_grant_type",
      number: 70003,
    },
    {
      what: "an unknown resource",
      change: { scope: "https://example.com/.default" },
      status: 400,
      error: "invalid_resource",
      number: 500011,
    },
    {
      what: "a scope without .default",
      change: { scope: "https://management.azure.com" },
      status: 400,
      error: "invalid_scope",
      number: 1002012,
    },
    {
      what: "no scope but those of OpenID Connect",
      change: { scope: "openid profile" },
      status: 400,
      error: "invalid_scope",
      number: 1002012,
    },
    {
      what: "two resources",
      change: { scope: "https://management.azure.com/.default https://vault.azure.net/.default" },
      status: 400,
      error: "invalid_request",
      number: 28000,
    },
  ]) {
    it(`refuses ${what}`, async () => {
      const answer = await ask(change);
      const body = answer.body as {
        error: string;
        error_codes: number[];
        error_description: string;
      };

      expect([answer.status, body.error, body.error_codes]).to.deep.equal([
        status,
        error,
        [number],
      ]);
      expect(body.error_description).to.match(
        new RegExp(`^AADSTS${number}: .+ Trace ID: [0-9a-f-]{36} `),
      );
      expect(stable(Object.keys(body))).to.deep.equal([
        "error",
        "error_description",
        "error_codes",
        "timestamp",
        "trace_id",
        "correlation_id",
      ]);
    });
  }

  it("refuses another tenant", async () => {
    const { status, body } = await azure.send(
      `${azure.emulator.url}/contoso.example/oauth2/v2.0/token`,
      {
        method: "POST",
        form: {},
      },
    );
    expect([status, (body as { error_codes: number[] }).error_codes]).to.deep.equal([400, [90002]]);
  });

  it("never repeats the secret", async () => {
    const secret = azure.emulator.environment.ARM_CLIENT_SECRET ?? "";
    await ask();
    expect(JSON.stringify(azure.emulator.journal.entries())).not.to.include(secret);
  });
});
