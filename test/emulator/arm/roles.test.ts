// What a role lets a principal beside the deployer do at Resource Manager, and find there.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const CONTRIBUTOR = "3bc748fc-213d-45c1-8d91-9da5725539b9";
const CONTOSO = "66666666-6666-4666-8666-666666666666";
const ASSIGNMENT =
  "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000002";

describe("a reader at emulated Resource Manager", () => {
  const azure = useEmulator();

  it("reads what is below its scope, and neither changes it nor reads what is above", async () => {
    await azure.arm("PUT", `${azure.registryId}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      },
    });
    const { url } = azure.emulator;
    const token = await azure.newAccessToken(url, "contoso-deployment");
    const authorization = `Bearer ${token}`;
    const statuses: number[] = [];
    for (const [method, path] of [
      ["GET", azure.registryId],
      ["GET", `${azure.registryId}/tokens`],
      ["PATCH", azure.registryId],
      ["POST", `${azure.registryId}/generateCredentials`],
      ["DELETE", `${azure.registryId}/tokens/contoso`],
      ["GET", azure.groupId],
      ["GET", azure.vaultId],
    ] as const) {
      const address = `${url}${path}?api-version=2025-11-01`;
      statuses.push((await azure.send(address, { method, headers: { authorization } })).status);
    }
    expect(statuses).to.deep.equal([200, 200, 403, 403, 403, 403, 403]);
  });
});

describe("whoever configures access to data at emulated Resource Manager", () => {
  const azure = useEmulator();

  it("makes tokens and their passwords, reads roles, and neither assigns them nor touches vaults", async () => {
    await azure.arm("PUT", `${azure.registryId}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${CONTRIBUTOR}`,
      },
    });
    const { url } = azure.emulator;
    const authorization = `Bearer ${await azure.newAccessToken(url, "contoso-deployment")}`;
    const scopeMapId = `${azure.registryId}/scopeMaps/contoso-pull`;
    const tokenId = `${azure.registryId}/tokens/contoso`;
    const actions = ["repositories/app/api/content/read"];
    const answers: [string, number][] = [];
    for (const [method, path, json] of [
      ["PUT", scopeMapId, { properties: { actions } }],
      ["PUT", tokenId, { properties: { scopeMapId, status: "enabled" } }],
      ["POST", `${azure.registryId}/generateCredentials`, { tokenId }],
      ["GET", tokenId.replace("tokens", "Tokens")],
      ["GET", `${azure.registryId}/providers/Microsoft.Authorization/roleAssignments`],
      ["DELETE", `${azure.registryId}${ASSIGNMENT}`],
      ["GET", `${azure.registryId}/listUsages`],
      ["GET", azure.groupId],
      ["GET", azure.vaultId],
      ["DELETE", tokenId],
    ] as const) {
      const address = `${url}${path}?api-version=2025-11-01`;
      const { status } = await azure.send(address, { method, json, headers: { authorization } });
      answers.push([`${method} ${path.replace(azure.registryId, "")}`, status]);
    }
    expect(answers).to.deep.equal([
      ["PUT /scopeMaps/contoso-pull", 200],
      ["PUT /tokens/contoso", 200],
      ["POST /generateCredentials", 200],
      ["GET /Tokens/contoso", 200],
      ["GET /providers/Microsoft.Authorization/roleAssignments", 200],
      [`DELETE ${ASSIGNMENT}`, 403],
      ["GET /listUsages", 403],
      [`GET ${azure.groupId}`, 403],
      [`GET ${azure.vaultId}`, 403],
      ["DELETE /tokens/contoso", 200],
    ]);
  });
});

describe("lists of emulated Resource Manager for whoever is not the deployer", () => {
  const azure = useEmulator();
  const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
  const ofType = (type: string) =>
    `${SUBSCRIPTION}/resources?$filter=${encodeURIComponent(`resourceType eq '${type}'`)}`;
  const lists = () => [
    ofType("Microsoft.ContainerRegistry/registries"),
    ofType("Microsoft.KeyVault/vaults"),
    `${azure.groupId}/resources`,
    `${SUBSCRIPTION}/resourcegroups`,
    `${SUBSCRIPTION}/providers/Microsoft.ContainerRegistry/registries`,
    `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries`,
    `${SUBSCRIPTION}/providers/Microsoft.KeyVault/vaults`,
    `${azure.groupId}/providers/Microsoft.KeyVault/vaults`,
    `${SUBSCRIPTION}/providers/Microsoft.KeyVault/managedHSMs`,
  ];
  const askAs = async (principal: string, path: string) => {
    const { url } = azure.emulator;
    const authorization = `Bearer ${await azure.newAccessToken(url, principal)}`;
    const joint = path.includes("?") ? "&" : "?";
    const address = `${url}${path}${joint}api-version=2025-11-01`;
    return await azure.send(address, { headers: { authorization } });
  };
  const namesFor = async (principal: string) => {
    const answers = [];
    for (const path of lists()) {
      const { status, body } = await askAs(principal, path);
      const { value, error } = body as {
        value?: { name: string }[];
        error?: { code: string };
      };
      answers.push([status, error?.code ?? value?.map(({ name }) => name)]);
    }
    return answers;
  };
  const assign = (role: string, scope: string) =>
    azure.arm("PUT", `${scope}${ASSIGNMENT}`, {
      properties: {
        principalId: CONTOSO,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
    });

  for (const { role, guid, scope, found } of [
    {
      role: "Reader of the registry alone",
      guid: READER,
      scope: () => azure.registryId,
      found: [["vendorimages"], [], ["vendorimages"], [], ["vendorimages"], ["vendorimages"]],
    },
    {
      role: "AcrPull on the registry alone",
      guid: ACR_PULL,
      scope: () => azure.registryId,
      found: [[], [], [], [], [], []],
    },
    {
      role: "Reader of the vault alone",
      guid: READER,
      scope: () => azure.vaultId,
      found: [
        [],
        ["vendor-access"],
        ["vendor-access"],
        [],
        [],
        [],
        ["vendor-access"],
        ["vendor-access"],
      ],
    },
    {
      role: "Reader of the group",
      guid: READER,
      scope: () => azure.groupId,
      found: [
        ["vendorimages"],
        ["vendor-access"],
        ["vendorimages", "vendor-access"],
        ["registry-access"],
        ["vendorimages"],
        ["vendorimages"],
        ["vendor-access"],
        ["vendor-access"],
      ],
    },
  ]) {
    it(`hold what there is to read, for ${role}, and show the subscription`, async () => {
      await assign(guid, scope());
      expect(await namesFor("contoso-deployment")).to.deep.equal(
        lists().map((_, index) => [200, found[index] ?? []]),
      );
      const { status, body } = await askAs("contoso-deployment", SUBSCRIPTION);
      expect([status, (body as { id: string }).id]).to.deep.equal([200, SUBSCRIPTION]);
      await azure.arm("DELETE", `${scope()}${ASSIGNMENT}`);
    });
  }

  it("are refused to whoever has no role there", async () => {
    expect(await namesFor("contoso-deployment")).to.deep.equal(
      lists().map(() => [403, "AuthorizationFailed"]),
    );
    expect((await askAs("contoso-deployment", SUBSCRIPTION)).status).to.equal(403);
  });
});
