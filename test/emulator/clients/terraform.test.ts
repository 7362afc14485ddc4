// What Terraform's azurerm is known to send, since the provider itself cannot be had everywhere: one customer's token, secret and role.
import { expect } from "chai";
import { field, stable } from "../bodies";
import { useEmulator } from "../useEmulator";

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
const AUTHORIZATION = "providers/Microsoft.Authorization";
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

describe("the requests of azurerm", () => {
  const azure = useEmulator({
    behaviours: { longRunning: true, pollSeconds: 0, vaultHostNames: true },
  });
  const poll = async (url: string | undefined) =>
    azure.send(url ?? "", {
      headers: { authorization: `Bearer ${await azure.accessToken(azure.emulator.url)}` },
    });

  it("make a token, whose operation is polled, and take its password from the first answer", async () => {
    const scopeMap = { properties: { actions: ["repositories/app/api/content/read"] } };
    expect((await azure.arm("PUT", "scopeMaps/terraform", scopeMap)).status).to.equal(200);
    const made = await azure.arm("PUT", "tokens/terraform", {
      properties: { scopeMapId: `${azure.registryId}/scopeMaps/terraform`, status: "enabled" },
    });
    expect(made.status).to.equal(201);
    const done = await poll(String(made.headers["azure-asyncoperation"]));
    expect(done.body).to.deep.equal({ status: "Succeeded" });

    const expiry = "2100-12-31T12:59:59Z";
    const tokenId = `${azure.registryId}/tokens/terraform`;
    const generated = await azure.arm("POST", "generateCredentials", {
      tokenId,
      name: "password1",
      expiry,
    });
    const password = {
      creationTime: "<time>",
      expiry: "2100-12-31T12:59:59+00:00",
      name: "password1",
      value: "<password>",
    };
    expect([generated.status, stable(generated.body)]).to.deep.equal([
      200,
      { username: "terraform", passwords: [password] },
    ]);
  });

  it("find a vault whose address has the form that azurerm demands, and its group", async () => {
    const vault = await azure.arm("GET", azure.vaultId, undefined, "2023-02-01");
    const { vaultUri } = (vault.body as { properties: { vaultUri: string } }).properties;
    expect(vaultUri).to.match(/^https:\/\/vendor-access\.vault\.localhost:\d+\/$/);

    const filter = "resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'vendor-access'";
    const path = `${SUBSCRIPTION}/resources?$filter=${encodeURIComponent(filter)}`;
    const { body } = await azure.arm("GET", path, undefined, "2015-11-01");
    expect((body as { value: { id: string }[] }).value.map(({ id }) => id)).to.deep.equal([
      azure.vaultId,
    ]);
  });

  it("assign a role that is looked up by its name", async () => {
    const filter = encodeURIComponent("roleName eq 'Key Vault Secrets User'");
    const found = await azure.arm(
      "GET",
      `${azure.vaultId}/${AUTHORIZATION}/roleDefinitions?$filter=${filter}`,
      undefined,
      "2022-05-01-preview",
    );
    const roles = (found.body as { value: { id: string }[] }).value.map(({ id }) => id);
    const roleDefinitionId = `${SUBSCRIPTION}/${AUTHORIZATION}/roleDefinitions/${SECRETS_USER}`;
    expect(roles).to.deep.equal([roleDefinitionId]);

    const name = "30000000-0000-4000-8000-000000000001";
    const principalId = azure.emulator.principals[0]?.objectId;
    const assigned = await azure.arm(
      "PUT",
      `${azure.vaultId}/${AUTHORIZATION}/roleAssignments/${name}`,
      { properties: { principalId, roleDefinitionId } },
      "2022-04-01",
    );
    expect([assigned.status, field(assigned.body, "name")]).to.deep.equal([201, name]);
    const read = await azure.arm("GET", roleDefinitionId, undefined, "2022-05-01-preview");
    expect(field(read.body, "name")).to.equal(SECRETS_USER);
  });
});
