// The registry's token endpoint over HTTP: who gets an access token, and what is in it.
import { expect } from "chai";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { field } from "../bodies";
import { useEmulator } from "../useEmulator";

const VISIT =
  "authentication required, visit https://aka.ms/acr/authorization for more information.";

describe("an emulated registry's token endpoint", () => {
  const azure = useEmulator();
  let password = "";
  const actions = ["repositories/app/api/content/read", "repositories/app/api/metadata/read"];

  before(async () => {
    password = await azure.givenToken("Contoso-Pull", actions);
  });

  it("issues an access token that allows what is granted of what was asked", async () => {
    const { status, body } = await azure.login(
      "Contoso-Pull",
      password,
      "repository:app/api:pull,push,metadata_read",
      "repository:app/web:pull",
    );
    const token = field(body, "access_token");
    const { jti, iat, nbf, exp, ...claims } = decodeJwt(token);

    expect(status).to.equal(200);
    expect(Object.keys(body as object)).to.deep.equal(["access_token"]);
    expect(decodeProtectedHeader(token).alg).to.equal("RS256");
    expect(decodeProtectedHeader(token).kid).to.match(/^([A-Z2-7]{4}:){11}[A-Z2-7]{4}$/);
    expect(claims).to.deep.equal({
      sub: "Contoso-Pull",
      iss: "Azure Container Registry",
      aud: azure.loginServer,
      version: "1.0",
      grant_type: "access_token",
      access: [{ type: "repository", name: "app/api", actions: ["pull", "metadata_read"] }],
      roles: [],
    });
    expect(jti).to.match(/^[0-9a-f-]{36}$/);
    expect(nbf).to.equal(iat);
    const now = azure.emulator.clock.now().getTime() / 1000;
    expect(Number(exp) - now).to.be.within(75 * 60 - 60, 75 * 60);
  });

  it("takes a form too, with several scopes in one", async () => {
    const { status, body } = await azure.registry("POST", "/oauth2/token", undefined, {
      form: {
        grant_type: "password",
        service: azure.loginServer,
        username: "Contoso-Pull",
        password,
        scope: "repository:app/api:pull repository:app/api:metadata_read",
      },
    });

    expect(status).to.equal(200);
    expect(decodeJwt(field(body, "access_token")).access).to.deep.equal([
      { type: "repository", name: "app/api", actions: ["pull"] },
      { type: "repository", name: "app/api", actions: ["metadata_read"] },
    ]);
  });

  it("answers 200 also when nothing of the scope is granted, and the registry then refuses", async () => {
    const login = await azure.login("Contoso-Pull", password, "repository:app/web:pull");
    const token = field(login.body, "access_token");
    const pull = await azure.registry("GET", "/v2/app/web/manifests/latest", token);

    expect(login.status).to.equal(200);
    expect(decodeJwt(token).access).to.deep.equal([]);
    expect(pull.status).to.equal(401);
    expect(pull.headers["www-authenticate"]).to.equal(
      `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="repository:app/web:pull",error="insufficient_scope"`,
    );
  });

  it("issues access tokens that are good for nothing but their own repository and registry", async () => {
    const { body } = await azure.login("Contoso-Pull", password, "repository:app/api:pull");
    const token = field(body, "access_token");
    const id = `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries/otherimages`;
    await azure.arm("PUT", id, { location: "westeurope", sku: { name: "Basic" } });
    const other = azure.emulator.registries.find(({ name }) => name === "otherimages");

    const own = await azure.registry("GET", "/v2/app/api/manifests/latest", token);
    const neighbour = await azure.registry("GET", "/v2/app/web/manifests/latest", token);
    const elsewhere = await azure.send(`https://${other?.loginServer}/v2/`, {
      headers: { authorization: `Bearer ${token}` },
    });

    expect([own.status, neighbour.status, elsewhere.status]).to.deep.equal([200, 401, 401]);
    expect(neighbour.headers["www-authenticate"]).to.include('error="insufficient_scope"');
    expect(elsewhere.headers["www-authenticate"]).to.include('error="invalid_token"');
  });

  for (const { what, username, wrong } of [
    { what: "a wrong password", username: "Contoso-Pull", wrong: "wrong" },
    { what: "an empty password", username: "Contoso-Pull", wrong: "" },
    { what: "an unknown name", username: "nobody-pull", wrong: undefined },
    { what: "a name in another case", username: "contoso-pull", wrong: undefined },
  ]) {
    it(`refuses ${what}`, async () => {
      const { status, headers, body } = await azure.login(username, wrong ?? password);
      expect(status).to.equal(401);
      expect(body).to.deep.equal({
        errors: [
          {
            code: "UNAUTHORIZED",
            message: `${VISIT} CorrelationId: ${headers["x-ms-correlation-request-id"]}`,
          },
        ],
      });
    });
  }

  it("refuses a request without credentials", async () => {
    expect((await azure.registry("GET", "/oauth2/token")).status).to.equal(401);
  });

  it("refuses a disabled token, while an access token issued before lives on", async () => {
    const own = await azure.givenToken("pausing-token", actions);
    const { body } = await azure.login("pausing-token", own, "repository:app/api:pull");
    await azure.arm("PATCH", "tokens/pausing-token", { properties: { status: "disabled" } });
    const pull = await azure.registry(
      "GET",
      "/v2/app/api/manifests/latest",
      field(body, "access_token"),
    );

    expect((await azure.login("pausing-token", own)).status).to.equal(401);
    expect(pull.status).to.equal(200);

    await azure.arm("PATCH", "tokens/pausing-token", { properties: { status: "enabled" } });
    expect((await azure.login("pausing-token", own)).status).to.equal(200);
  });

  it("applies a changed scope map at the next login", async () => {
    const own = await azure.givenToken("moving-token", actions);
    await azure.arm("PATCH", "scopeMaps/moving-token", {
      properties: { actions: ["repositories/app/web/content/read"] },
    });
    const { body } = await azure.login(
      "moving-token",
      own,
      "repository:app/api:pull",
      "repository:app/web:pull",
    );
    expect(decodeJwt(field(body, "access_token")).access).to.deep.equal([
      { type: "repository", name: "app/web", actions: ["pull"] },
    ]);
  });
});

describe("time in an emulated registry", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });

  it("refuses a password from its expiry on, and an access token after 75 minutes", async () => {
    await azure.givenToken("dated-token", ["repositories/app/api/content/read"]);
    const password = await azure.givenPassword("dated-token", "password2", "2026-03-31T00:00:00Z");
    const { body } = await azure.login("dated-token", password, "repository:app/api:pull");
    const pull = () =>
      azure.registry("HEAD", "/v2/app/api/manifests/latest", field(body, "access_token"));

    expect((await pull()).status).to.equal(200);
    azure.emulator.clock.set("2026-03-01T01:16:00Z");
    const late = await pull();
    expect(late.status).to.equal(401);
    expect(late.headers["www-authenticate"]).to.include('error="invalid_token"');

    azure.emulator.clock.set("2026-03-30T23:59:00Z");
    expect((await azure.login("dated-token", password)).status).to.equal(200);
    azure.emulator.clock.set("2026-03-31T00:00:00Z");
    expect((await azure.login("dated-token", password)).status).to.equal(401);
  });
});
