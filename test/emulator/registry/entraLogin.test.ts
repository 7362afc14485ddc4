// Identities of Entra at a registry over HTTP: who gets a refresh token, what it is good for, and the list of repositories.
import { expect } from "chai";
import { decodeJwt } from "jose";
import { field } from "../bodies";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const LISTER = "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7";
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const CONTOSO = "66666666-6666-4666-8666-666666666666";
const ASSIGNMENT =
  "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000002";
const AUDIENCE = "https://containerregistry.azure.net";
const CATALOG = "registry:catalog:*";

describe("an identity of Entra at an emulated registry", () => {
  const azure = useEmulator();

  /** Of contoso's deployment, unless of the deployer. */
  const entraToken = (audience: string, principal = "contoso-deployment") =>
    azure.newAccessToken(audience, principal);
  const exchange = (access_token: string, change: Record<string, string> = {}) =>
    azure.registry("POST", "/oauth2/exchange?api-version=2021-07-01", undefined, {
      form: { grant_type: "access_token", service: azure.loginServer, access_token, ...change },
    });
  const redeem = (refresh_token: string, scope = CATALOG) =>
    azure.registry("POST", "/oauth2/token?api-version=2021-07-01", undefined, {
      form: { grant_type: "refresh_token", service: azure.loginServer, scope, refresh_token },
    });
  const assign = (role: string, scope = azure.registryId) =>
    azure.arm("PUT", `${scope}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
    });
  const useMode = (roleAssignmentMode: string) =>
    azure.arm("PATCH", azure.registryId, { properties: { roleAssignmentMode } });
  /** The statuses of the three steps: exchange, access token, list. */
  async function steps(): Promise<number[]> {
    const exchanged = await exchange(await entraToken(AUDIENCE));
    if (exchanged.status !== 200) return [exchanged.status];
    const redeemed = await redeem(field(exchanged.body, "refresh_token"));
    const token = field(redeemed.body, "access_token");
    const listed = await azure.registry("GET", "/acr/v1/_catalog", token);
    return [exchanged.status, redeemed.status, listed.status];
  }
  const refusal = ({ status, body, headers }: Received) => [
    status,
    JSON.parse(
      JSON.stringify(body).replace(
        String(headers["x-ms-correlation-request-id"]),
        "<correlation id>",
      ),
    ),
  ];
  const REFUSED = [
    401,
    {
      errors: [
        {
          code: "UNAUTHORIZED",
          message:
            "authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: <correlation id>",
        },
      ],
    },
  ];

  afterEach(async () => {
    await azure.arm("DELETE", `${azure.registryId}${ASSIGNMENT}`);
    await azure.arm("DELETE", `${azure.groupId}${ASSIGNMENT}`);
    await useMode("LegacyRegistryPermissions");
    azure.emulator.behaviours.accessTokenSeconds = 3599;
    azure.emulator.faults.clear();
  });

  it("is led to the token endpoint by the list itself", async () => {
    const { status, headers, body } = await azure.registry("GET", "/acr/v1/_catalog");
    expect([status, headers["www-authenticate"], body]).to.deep.equal([
      401,
      `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="registry:catalog:*"`,
      {
        errors: [
          {
            code: "UNAUTHORIZED",
            message:
              "authentication required, visit https://aka.ms/acr/authorization for more information.",
            detail: [{ Type: "registry", Name: "catalog", Action: "*" }],
          },
        ],
      },
    ]);
  });

  it("gets a refresh token, for that an access token, and with it both lists in pages", async () => {
    await assign(PULL);
    const exchanged = await exchange(await entraToken(AUDIENCE));
    const refreshToken = field(exchanged.body, "refresh_token");
    const redeemed = await redeem(refreshToken);
    const accessToken = field(redeemed.body, "access_token");
    const first = await azure.registry("GET", "/acr/v1/_catalog?n=2", accessToken);
    const rest = await azure.registry("GET", "/v2/_catalog?n=10&last=app%2Fweb", accessToken);

    const { jti, iat, nbf, exp, ...claims } = decodeJwt(refreshToken);
    expect(claims).to.deep.equal({
      sub: "55555555-5555-4555-8555-555555555555",
      iss: "Azure Container Registry",
      aud: azure.loginServer,
      version: "1.0",
      grant_type: "refresh_token",
      tenant: "22222222-2222-4222-8222-222222222222",
      permissions: { actions: ["pull/read"], notActions: [] },
      roles: [],
    });
    expect((exp ?? 0) - (nbf ?? 0)).to.equal(195 * 60 + 900);
    expect(Object.keys(exchanged.body as object)).to.deep.equal(["refresh_token"]);
    expect(decodeJwt(accessToken).access).to.deep.equal([
      { type: "registry", name: "catalog", actions: ["*"] },
    ]);
    expect(first.body).to.deep.equal({ repositories: ["app/api", "app/web"] });
    expect(first.headers.link).to.equal(
      '</acr/v1/_catalog?last=app%2Fweb&n=2&orderby=>; rel="next"',
    );
    expect(rest.body).to.deep.equal({
      repositories: [
        "app/worker",
        "base/node",
        "base/python",
        "base/runtime",
        "docs/site",
        "internal/billing",
        "ml/inference",
        "ml/training",
        "tools/cli",
        "tools/migrate",
      ],
    });
    expect(rest.headers.link).to.equal(undefined);
  });

  for (const { what, role, abac = false, found } of [
    { what: "AcrPull", role: PULL, found: [200, 200, 200] },
    { what: "Reader", role: READER, found: [200, 200, 200] },
    { what: "the lister's role", role: LISTER, found: [200, 200, 401] },
    { what: "a role on secrets", role: SECRETS_USER, found: [401] },
    { what: "AcrPull", role: PULL, abac: true, found: [200, 200, 401] },
    { what: "Reader", role: READER, abac: true, found: [200, 200, 401] },
    { what: "the lister's role", role: LISTER, abac: true, found: [200, 200, 200] },
  ]) {
    const mode = abac ? "where repository permissions count" : "as registries are";
    it(`is answered ${found.join(", ")} with ${what}, ${mode}`, async () => {
      if (abac) await useMode("AbacRepositoryPermissions");
      await assign(role, role === SECRETS_USER ? azure.groupId : azure.registryId);
      expect(await steps()).to.deep.equal(found);
    });
  }

  it("is refused without any role", async () => {
    expect(refusal(await exchange(await entraToken(AUDIENCE)))).to.deep.equal(REFUSED);
  });

  it("gets what is missing from the list, when the role is another one", async () => {
    await assign(LISTER);
    const exchanged = await exchange(await entraToken(AUDIENCE));
    const redeemed = await redeem(field(exchanged.body, "refresh_token"));
    const token = field(redeemed.body, "access_token");
    const { headers } = await azure.registry("GET", "/v2/_catalog", token);
    expect(decodeJwt(token).access).to.deep.equal([]);
    expect(headers["www-authenticate"]).to.include('error="insufficient_scope"');
  });

  it("may bring a token for Resource Manager, and none for a vault", async () => {
    const { url } = azure.emulator;
    const forArm = await exchange(await entraToken(url, "deployer"));
    const forVault = await exchange(await entraToken("https://vault.azure.net", "deployer"));
    expect(forArm.status).to.equal(200);
    expect(refusal(forVault)).to.deep.equal(REFUSED);
  });

  it("is refused with an expired token, and with what is no token", async () => {
    azure.emulator.behaviours.accessTokenSeconds = -1;
    const expired = await entraToken(AUDIENCE, "deployer");
    for (const token of [expired, "no-token", ""]) {
      expect(refusal(await exchange(token))).to.deep.equal(REFUSED);
    }
  });

  it("is refused at another registry's name and with another tenant", async () => {
    const token = await entraToken(AUDIENCE, "deployer");
    const other = { service: "elsewhere.azurecr.io" };
    const tenant = { tenant: "99999999-9999-4999-8999-999999999999" };
    expect(refusal(await exchange(token, other))).to.deep.equal(REFUSED);
    expect(refusal(await exchange(token, tenant))).to.deep.equal(REFUSED);
  });

  it("gets nothing for a refresh token that is over, or that is none", async () => {
    const exchanged = await exchange(await entraToken(AUDIENCE, "deployer"));
    const refreshToken = field(exchanged.body, "refresh_token");
    const redeemed = await redeem(refreshToken);
    const accessToken = field(redeemed.body, "access_token");
    azure.emulator.clock.advanceDays(1);
    const over = await redeem(refreshToken);
    azure.emulator.clock.advanceDays(-1);
    expect(refusal(over)).to.deep.equal(REFUSED);
    expect(refusal(await redeem(accessToken))).to.deep.equal(REFUSED);
    expect(refusal(await redeem("no-token"))).to.deep.equal(REFUSED);
  });

  it("cannot list with the refresh token itself", async () => {
    const exchanged = await exchange(await entraToken(AUDIENCE, "deployer"));
    const refreshToken = field(exchanged.body, "refresh_token");
    for (const path of ["/acr/v1/_catalog", "/v2/"]) {
      const { status, headers } = await azure.registry("GET", path, refreshToken);
      expect(status).to.equal(401);
      expect(headers["www-authenticate"]).to.include('error="invalid_token"');
    }
  });

  it("leaves no token in the journal", async () => {
    const entra = await entraToken(AUDIENCE, "deployer");
    const refreshToken = field((await exchange(entra)).body, "refresh_token");
    const accessToken = field((await redeem(refreshToken)).body, "access_token");
    const entries = azure.emulator.journal.entries();
    const text = JSON.stringify(entries);
    for (const token of [entra, refreshToken, accessToken]) expect(text).to.not.include(token);
    expect(entries.slice(-2).map(({ operation, detail }) => [operation, detail])).to.deep.equal([
      ["RefreshTokens_Post", { clientId: "33333333-3333-4333-8333-333333333333" }],
      ["AccessTokens_Post", { clientId: "33333333-3333-4333-8333-333333333333" }],
    ]);
  });
});
