// How clients begin: subscriptions, tenants, resource groups, and the list of all resources.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";

describe("emulated subscriptions", () => {
  const azure = useEmulator();
  const get = async (path: string) => {
    const { status, body } = await azure.arm("GET", path, undefined, "2022-12-01");
    return [status, body];
  };
  const group = {
    id: `${SUBSCRIPTION}/resourceGroups/registry-access`,
    name: "registry-access",
    type: "Microsoft.Resources/resourceGroups",
    location: "westeurope",
    tags: {},
    properties: { provisioningState: "Succeeded" },
  };
  const subscription = {
    id: SUBSCRIPTION,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: "11111111-1111-4111-8111-111111111111",
    tenantId: "22222222-2222-4222-8222-222222222222",
    displayName: "Emulated subscription",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };

  it("are listed for a login, as is the tenant", async () => {
    expect(await get("/subscriptions")).to.deep.equal([
      200,
      { value: [subscription], count: { type: "Total", value: 1 } },
    ]);
    expect(await get(SUBSCRIPTION)).to.deep.equal([200, subscription]);
    expect(await get("/tenants")).to.deep.equal([
      200,
      {
        value: [
          {
            id: "/tenants/22222222-2222-4222-8222-222222222222",
            tenantId: "22222222-2222-4222-8222-222222222222",
            displayName: "Emulated tenant",
            tenantCategory: "Home",
          },
        ],
      },
    ]);
  });

  it("are listed for whoever has a role there, and for nobody else", async () => {
    const { url, principals } = azure.emulator;
    const listFor = async (principal: string) => {
      const token = await azure.newAccessToken(url, principal);
      const { status, body } = await azure.send(`${url}/subscriptions?api-version=2022-12-01`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return [status, (body as { value: { displayName: string }[] }).value.length];
    };
    expect(await listFor("contoso-deployment")).to.deep.equal([200, 0]);

    const assignment = `${azure.registryId}/providers/Microsoft.Authorization/roleAssignments/10000000-0000-4000-8000-000000000001`;
    await azure.arm("PUT", assignment, {
      properties: {
        principalId: principals[0]?.objectId,
        roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
      },
    });
    expect(await listFor("contoso-deployment")).to.deep.equal([200, 1]);
    expect(await listFor("fabrikam-deployment")).to.deep.equal([200, 0]);
  });

  it("list their resource groups, however that is written", async () => {
    for (const path of ["resourceGroups", "resourcegroups"]) {
      expect(await get(`${SUBSCRIPTION}/${path}`)).to.deep.equal([200, { value: [group] }]);
    }
    expect(await get(`${SUBSCRIPTION}/resourcegroups/REGISTRY-ACCESS`)).to.deep.equal([200, group]);
    expect((await azure.arm("HEAD", azure.groupId)).status).to.equal(204);
  });

  const registry = () => ({
    id: azure.registryId,
    name: "vendorimages",
    type: "Microsoft.ContainerRegistry/registries",
    sku: { name: "Standard", tier: "Standard" },
    location: "westeurope",
    tags: {},
  });
  const vault = () => ({
    id: azure.vaultId,
    name: "vendor-access",
    type: "Microsoft.KeyVault/vaults",
    location: "westeurope",
    tags: {},
  });

  for (const { filter, found } of [
    { filter: "", found: () => [registry(), vault()] },
    {
      filter: "resourceType eq 'microsoft.containerregistry/registries'",
      found: () => [registry()],
    },
    {
      filter: "resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'Vendor-Access'",
      found: () => [vault()],
    },
    { filter: "resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'other'", found: () => [] },
    {
      filter: "resourceGroup eq 'registry-access' and location eq 'westeurope'",
      found: () => [registry(), vault()],
    },
  ]) {
    it(`list their resources by ${filter || "no filter"}`, async () => {
      const query = filter === "" ? "" : `?$filter=${encodeURIComponent(filter)}`;
      const expected = [200, { value: found() }];
      expect(await get(`${SUBSCRIPTION}/resources${query}`)).to.deep.equal(expected);
      expect(await get(`${azure.groupId}/resources${query}`)).to.deep.equal(expected);
    });
  }

  it("refuse a filter that they do not know", async () => {
    const query = `?$filter=${encodeURIComponent("tagName eq 'a'")}`;
    expect(await get(`${SUBSCRIPTION}/resources${query}`)).to.deep.equal([
      400,
      { error: { code: "BadRequest", message: "The filter 'tagName eq 'a'' is not supported." } },
    ]);
  });
});
