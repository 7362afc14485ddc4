// What principals beside the deployer may do at a vault and at Resource Manager: what role assignments allow.
import { expect } from "chai";
import { VAULT_ROUTES } from "../../../emulator/http/routes";
import { ACTIONS } from "../../../emulator/vault/permissions";
import { field } from "../bodies";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
const CONTOSO = {
  objectId: "66666666-6666-4666-8666-666666666666",
  clientId: "55555555-5555-4555-8555-555555555555",
};
const ASSIGNMENT =
  "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000001";

describe("a principal beside the deployer", () => {
  const azure = useEmulator();

  /** Sends a request with an access token of contoso's deployment. */
  async function asContoso(method: string, url: string, resource: string): Promise<Received> {
    const { url: authority, tenantId, principals } = azure.emulator;
    const { clientId = "", clientSecret = "" } =
      principals.find(({ name }) => name === "contoso-deployment") ?? {};
    const { body } = await azure.send(`${authority}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      form: {
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        scope: `${resource}/.default`,
      },
    });
    const authorization = `Bearer ${field(body, "access_token")}`;
    return azure.send(url, { method, headers: { authorization }, json: { value: "changed" } });
  }
  const atVault = (method: string, path: string) =>
    asContoso(method, `${azure.vaultUrl}${path}?api-version=7.6`, "https://vault.azure.net");
  const statuses = async (...requests: (readonly [method: string, path: string])[]) => {
    const answers: number[] = [];
    for (const [method, path] of requests) answers.push((await atVault(method, path)).status);
    return answers;
  };
  /** Gives contoso's deployment the role at the scope, in place of the one before. */
  async function assign(scope: string, role: string): Promise<void> {
    const { status } = await azure.arm("PUT", `${scope}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO.objectId,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
    });
    expect(status).to.equal(201);
  }

  before(async () => {
    for (const name of ["contoso", "contoso-2"]) {
      await azure.vault("PUT", `/secrets/${name}`, { value: `value of ${name}` });
    }
  });
  let assigned = "";
  afterEach(() => azure.arm("DELETE", `${assigned}${ASSIGNMENT}`));

  it("gets from Key Vault what it lacks, whether the secret exists or not", async () => {
    assigned = azure.vaultId;
    const message = (action: string, below: string) =>
      [
        "Caller is not authorized to perform action on resource.",
        "If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.",
        `Caller: appid=${CONTOSO.clientId};oid=${CONTOSO.objectId};iss=https://sts.windows.net/22222222-2222-4222-8222-222222222222/`,
        `Action: 'Microsoft.KeyVault/vaults/secrets/${action}'`,
        `Resource: '/subscriptions/11111111-1111-4111-8111-111111111111/resourcegroups/registry-access/providers/microsoft.keyvault/vaults/vendor-access${below}'`,
        "Assignment: (not found)",
        "DenyAssignmentId: null",
        "DecisionReason: 'DeniedWithNoValidRBAC' ",
        "Vault: vendor-access;location=westeurope",
        "",
      ].join("\r\n");
    for (const [path, action, below] of [
      ["/secrets/contoso", "getSecret/action", "/secrets/contoso"],
      ["/secrets/none", "getSecret/action", "/secrets/none"],
      ["/secrets", "readMetadata/action", ""],
    ] as const) {
      const { status, body } = await atVault("GET", path);
      expect([status, body]).to.deep.equal([
        403,
        {
          error: {
            code: "Forbidden",
            message: message(action, below),
            innererror: { code: "ForbiddenByRbac" },
          },
        },
      ]);
    }
  });

  it("reads, as Key Vault Secrets User on one secret, that secret and its versions alone", async () => {
    assigned = `${azure.vaultId}/secrets/contoso`;
    await assign(assigned, SECRETS_USER);
    const { body } = await atVault("GET", "/secrets/CONTOSO");
    const { id, value } = body as { id: string; value: string };

    expect(value).to.equal("value of contoso");
    expect(
      await statuses(
        ["GET", new URL(id).pathname],
        ["GET", "/secrets/contoso/versions"],
        ["GET", "/secrets/contoso-2"],
        ["GET", "/secrets/contoso-2/versions"],
        ["GET", "/secrets"],
        ["GET", "/deletedsecrets"],
        ["PUT", "/secrets/contoso"],
        ["PATCH", "/secrets/contoso"],
        ["DELETE", "/secrets/contoso"],
      ),
    ).to.deep.equal([200, 200, 403, 403, 403, 403, 403, 403, 403]);
  });

  it("reads and lists all secrets with that role on the vault or above", async () => {
    const read = [
      ["GET", "/secrets/contoso"],
      ["GET", "/secrets/contoso-2"],
      ["GET", "/secrets"],
      ["PUT", "/secrets/contoso"],
    ] as const;
    for (const scope of [azure.vaultId, azure.groupId.toUpperCase()]) {
      assigned = scope;
      await assign(scope, SECRETS_USER);
      expect(await statuses(...read), scope).to.deep.equal([200, 200, 200, 403]);
      await azure.arm("DELETE", `${scope}${ASSIGNMENT}`);
    }
  });

  it("does everything to secrets as Key Vault Secrets Officer", async () => {
    assigned = azure.vaultId;
    await assign(assigned, SECRETS_OFFICER);
    expect(
      await statuses(
        ["PUT", "/secrets/contoso-2"],
        ["PATCH", "/secrets/contoso-2"],
        ["DELETE", "/secrets/contoso-2"],
        ["GET", "/deletedsecrets/contoso-2"],
        ["POST", "/deletedsecrets/contoso-2/recover"],
      ),
    ).to.deep.equal([200, 200, 200, 200, 200]);
  });

  it("loses at once what is taken away", async () => {
    assigned = `${azure.vaultId}/secrets/contoso`;
    await assign(assigned, SECRETS_USER);
    const [before] = await statuses(["GET", "/secrets/contoso"]);
    await azure.arm("DELETE", `${assigned}${ASSIGNMENT}`);
    const [after] = await statuses(["GET", "/secrets/contoso"]);
    expect([before, after]).to.deep.equal([200, 403]);
  });

  for (const { what, method = "GET", path, action } of [
    {
      what: "a secret",
      path: () => `${azure.vaultId}/secrets/contoso`,
      action: "Microsoft.KeyVault/vaults/secrets/read",
    },
    { what: "the vault", path: () => azure.vaultId, action: "Microsoft.KeyVault/vaults/read" },
    {
      what: "its group",
      path: () => azure.groupId,
      action: "Microsoft.Resources/subscriptions/resourceGroups/read",
    },
    {
      what: "its own role assignment",
      method: "DELETE",
      path: () => `${azure.vaultId}${ASSIGNMENT}`,
      action: "Microsoft.Authorization/roleAssignments/delete",
    },
    {
      what: "passwords",
      method: "POST",
      path: () => `${azure.registryId}/generateCredentials`,
      action: "Microsoft.ContainerRegistry/registries/generateCredentials/action",
    },
  ]) {
    it(`may not ${method} ${what} at Resource Manager`, async () => {
      assigned = azure.vaultId;
      await assign(assigned, SECRETS_OFFICER);
      const url = `${azure.emulator.url}${path()}?api-version=2025-11-01`;
      const { status, body } = await asContoso(method, url, azure.emulator.url);
      expect([status, body]).to.deep.equal([
        403,
        {
          error: {
            code: "AuthorizationFailed",
            message: `The client '${CONTOSO.clientId}' with object id '${CONTOSO.objectId}' does not have authorization to perform action '${action}' over scope '${path()}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
          },
        },
      ]);
    });
  }

  it("may do what access policies allow where the vault goes by them, and nothing by roles", async () => {
    await assign(azure.vaultId, SECRETS_OFFICER).catch(() => undefined);
    const policies = (...secrets: string[]) =>
      azure.arm("PATCH", azure.vaultId, {
        properties: {
          enableRbacAuthorization: false,
          accessPolicies: [{ objectId: CONTOSO.objectId.toUpperCase(), permissions: { secrets } }],
        },
      });
    const asked = [
      ["GET", "/secrets/contoso"],
      ["GET", "/secrets"],
      ["PUT", "/secrets/contoso"],
    ] as const;
    await policies();
    expect(await statuses(...asked)).to.deep.equal([403, 403, 403]);
    await policies("Get");
    expect(await statuses(...asked)).to.deep.equal([200, 403, 403]);
    await policies("all");
    expect(await statuses(...asked)).to.deep.equal([200, 200, 200]);
    await policies("list");
    const { body } = await atVault("GET", "/secrets/contoso");
    expect((body as { error: unknown }).error).to.deep.equal({
      code: "Forbidden",
      message: `The user, group or application 'appid=${CONTOSO.clientId};oid=${CONTOSO.objectId};iss=https://sts.windows.net/${azure.emulator.tenantId}/' does not have secrets get permission on key vault 'vendor-access;location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
      innererror: { code: "AccessDenied" },
    });
    await azure.arm("PATCH", azure.vaultId, { properties: { enableRbacAuthorization: true } });
  });

  it("reads a key and signs with it as a crypto user, and makes none", async () => {
    const { body } = await azure.vault("POST", "/keys/anchor/create", { kty: "EC" });
    const path = new URL((body as { key: { kid: string } }).key.kid).pathname;
    const asked = [
      ["GET", path],
      ["POST", `${path}/sign`],
      ["POST", "/keys/anchor/create"],
    ] as const;
    assigned = `${azure.vaultId}/keys/anchor`;
    expect(await statuses(...asked)).to.deep.equal([403, 403, 403]);
    await assign(assigned, "12338af0-0e69-4776-bea7-57ae8d297424");
    expect(await statuses(...asked)).to.deep.equal([200, 400, 403]);
  });
});

describe("the data actions of a vault's operations", () => {
  it("are known for every route", () => {
    const operations = VAULT_ROUTES.map(([, , , operation]) => operation);
    expect(Object.keys(ACTIONS)).to.have.members(operations);
  });
});
