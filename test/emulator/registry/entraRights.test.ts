// What identities of Entra may do with images, by role and by the way in which they log in.
import { expect } from "chai";
import { decodeJwt } from "jose";
import { field } from "../bodies";
import { useEmulator } from "../useEmulator";

const PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
const DELETE = "c2f4ef07-c644-48eb-af81-4b1b4947fb11";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const REPOSITORY_READER = "b93aa761-3e63-49ed-ac28-beffa264f7ac";
const REPOSITORY_WRITER = "2a1e307c-b015-4ebd-883e-5b7698a07328";
const REPOSITORY_CONTRIBUTOR = "2efddaa5-3f1f-4df3-97df-af3f13818f4c";
const LISTER = "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7";
const ASSIGNMENT =
  "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000003";
const NOBODY = "00000000-0000-0000-0000-000000000000";
const EVERYTHING = "pull,push,delete,metadata_read,metadata_write";

describe("an identity of Entra with images in an emulated registry", () => {
  const azure = useEmulator();
  const contoso = () => {
    const found = azure.emulator.principals.find(({ name }) => name === "contoso-deployment");
    if (found === undefined) throw new Error("no contoso-deployment");
    return found;
  };
  const assign = (role: string) =>
    azure.arm("PUT", `${azure.registryId}${ASSIGNMENT}`, {
      properties: {
        principalId: "66666666-6666-4666-8666-666666666666",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
    });
  const refreshToken = async (principal = "contoso-deployment") => {
    const access_token = await azure.newAccessToken(
      "https://containerregistry.azure.net",
      principal,
    );
    const { body } = await azure.registry("POST", "/oauth2/exchange", undefined, {
      form: { grant_type: "access_token", service: azure.loginServer, access_token },
    });
    return field(body, "refresh_token");
  };
  const accessOf = (body: unknown) => decodeJwt(field(body, "access_token")).access;
  const basic = (username: string, password: string) => ({
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
    },
  });

  afterEach(async () => {
    await azure.arm("DELETE", `${azure.registryId}${ASSIGNMENT}`);
    await azure.arm("PATCH", azure.registryId, {
      properties: { roleAssignmentMode: "LegacyRegistryPermissions" },
    });
  });

  for (const { what, role, abac = false, words, lists } of [
    { what: "AcrPull", role: PULL, words: ["pull", "metadata_read"], lists: true },
    {
      what: "AcrPush",
      role: PUSH,
      words: ["pull", "push", "metadata_read", "metadata_write"],
      lists: true,
    },
    { what: "AcrDelete", role: DELETE, words: ["delete"], lists: false },
    { what: "Reader", role: READER, words: ["pull", "metadata_read"], lists: true },
    { what: "Repository Reader", role: REPOSITORY_READER, words: [], lists: false },
    { what: "AcrPush", role: PUSH, abac: true, words: [], lists: false },
    {
      what: "Repository Reader",
      role: REPOSITORY_READER,
      abac: true,
      words: ["pull", "metadata_read"],
      lists: false,
    },
    {
      what: "Repository Writer",
      role: REPOSITORY_WRITER,
      abac: true,
      words: ["pull", "push", "metadata_read", "metadata_write"],
      lists: false,
    },
    {
      what: "Repository Contributor",
      role: REPOSITORY_CONTRIBUTOR,
      abac: true,
      words: ["pull", "push", "delete", "metadata_read", "metadata_write"],
      lists: false,
    },
    { what: "Catalog Lister", role: LISTER, abac: true, words: [], lists: true },
  ]) {
    const mode = abac ? "where repository permissions count" : "as registries are";
    it(`is granted ${words.join(", ") || "nothing"} by ${what}, ${mode}`, async () => {
      if (abac) {
        await azure.arm("PATCH", azure.registryId, {
          properties: { roleAssignmentMode: "AbacRepositoryPermissions" },
        });
      }
      await assign(role);
      const { body } = await azure.registry("POST", "/oauth2/token", undefined, {
        form: {
          grant_type: "refresh_token",
          service: azure.loginServer,
          scope: `repository:app/api:${EVERYTHING} registry:catalog:*`,
          refresh_token: await refreshToken(),
        },
      });
      expect(accessOf(body)).to.deep.equal([
        ...(words.length > 0 ? [{ type: "repository", name: "app/api", actions: words }] : []),
        ...(lists ? [{ type: "registry", name: "catalog", actions: ["*"] }] : []),
      ]);
    });
  }

  it("may do everything as the deployer", async () => {
    const { body } = await azure.login(
      NOBODY,
      await refreshToken("deployer"),
      `repository:app/api:${EVERYTHING}`,
    );
    expect(accessOf(body)).to.deep.equal([
      { type: "repository", name: "app/api", actions: EVERYTHING.split(",") },
    ]);
  });

  for (const { what, credentials } of [
    {
      what: "its refresh token, as az acr login --expose-token gives it",
      credentials: async () => [NOBODY, await refreshToken()] as const,
    },
    {
      what: "its client id and secret",
      credentials: async () => [contoso().clientId, contoso().clientSecret] as const,
    },
  ]) {
    it(`pulls with ${what}, by GET, by a form and directly`, async () => {
      await assign(PULL);
      const [username, password] = await credentials();
      const scope = "repository:app/api:pull,push";
      const got = await azure.login(username, password, scope);
      const posted = await azure.registry("POST", "/oauth2/token", undefined, {
        form: { grant_type: "password", service: azure.loginServer, scope, username, password },
      });
      const pull = (sent: object, token?: string) =>
        azure.registry("GET", "/v2/app/api/manifests/latest", token, sent);
      const direct = await pull(basic(username, password));
      const start = await azure.registry(
        "POST",
        "/v2/app/api/blobs/uploads/",
        undefined,
        basic(username, password),
      );

      for (const { status, body } of [got, posted]) {
        expect([status, accessOf(body)]).to.deep.equal([
          200,
          [{ type: "repository", name: "app/api", actions: ["pull"] }],
        ]);
        expect((await pull({}, field(body, "access_token"))).status).to.equal(200);
      }
      expect(direct.status).to.equal(200);
      expect([start.status, start.headers["www-authenticate"]]).to.deep.equal([
        401,
        `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="repository:app/api:pull,push",error="insufficient_scope"`,
      ]);
    });
  }

  it("is refused without a role, with a wrong secret, and with what is no refresh token", async () => {
    const withoutRole = await azure.login(contoso().clientId, contoso().clientSecret);
    await assign(PULL);
    const others = [
      await azure.login(contoso().clientId, "wrong"),
      await azure.login(NOBODY, "no-token"),
      await azure.login(
        NOBODY,
        await azure.newAccessToken("https://containerregistry.azure.net", "contoso-deployment"),
      ),
    ];
    const direct = await azure.registry("GET", "/v2/", undefined, basic(NOBODY, "no-token"));
    expect([withoutRole, ...others, direct].map(({ status }) => status)).to.deep.equal([
      401, 401, 401, 401, 401,
    ]);
  });

  it("keeps for the life of its refresh token what it was allowed when that was issued", async () => {
    await assign(PULL);
    const token = await refreshToken();
    await azure.arm("DELETE", `${azure.registryId}${ASSIGNMENT}`);
    const { body } = await azure.login(NOBODY, token, "repository:app/api:pull");
    expect(accessOf(body)).to.deep.equal([
      { type: "repository", name: "app/api", actions: ["pull"] },
    ]);
  });
});
