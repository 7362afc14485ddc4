// Access policies of a vault, changed one by one beside those of others.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const ONE = "10000000-0000-4000-8000-000000000000";
const OTHER = "20000000-0000-4000-8000-000000000000";

describe("the access policies of an emulated vault", () => {
  const azure = useEmulator();

  const policy = (objectId: string, permissions: object, more: object = {}) => ({
    tenantId: azure.emulator.tenantId,
    objectId,
    ...more,
    permissions,
  });
  const change = (kind: string, ...accessPolicies: object[]) =>
    azure.arm("PUT", `${azure.vaultId}/accessPolicies/${kind}`, { properties: { accessPolicies } });
  const policies = async () => {
    const { body } = await azure.arm("GET", azure.vaultId);
    return (body as { properties: { accessPolicies: object[] } }).properties.accessPolicies;
  };
  beforeEach(() =>
    azure.arm("PATCH", azure.vaultId, {
      properties: { accessPolicies: [policy(OTHER, { secrets: ["list"] })] },
    }),
  );

  it("are added to, replaced, and taken away, each for itself", async () => {
    const others = policy(OTHER, { secrets: ["list"] });
    const added = await change("add", policy(ONE, { secrets: ["get"] }));
    expect([added.status, added.body]).to.deep.equal([
      200,
      {
        id: `${azure.vaultId}/accessPolicies/`,
        type: "Microsoft.KeyVault/vaults/accessPolicies",
        properties: { accessPolicies: [policy(ONE, { secrets: ["get"] })] },
      },
    ]);
    await change("add", policy(ONE, { secrets: ["set"], keys: ["sign"] }));
    const both = policy(ONE, { keys: ["sign"], secrets: ["get", "set"] });
    expect(await policies()).to.deep.equal([others, both]);
    await change("replace", policy(ONE, { secrets: ["get", "list"] }));
    expect(await policies()).to.deep.equal([others, policy(ONE, { secrets: ["get", "list"] })]);
    await change("remove", policy(ONE, { secrets: ["get"] }));
    expect(await policies()).to.deep.equal([others, policy(ONE, { secrets: ["list"] })]);
    await change("remove", policy(ONE, { secrets: ["list"] }));
    expect(await policies()).to.deep.equal([others]);
  });

  it("are of an application, too, and an empty one is none", async () => {
    await change("add", policy(OTHER, { secrets: ["get"] }, { applicationId: ONE }));
    await change("add", policy(OTHER, { secrets: ["set"] }, { applicationId: "" }));
    expect(await policies()).to.deep.equal([
      policy(OTHER, { secrets: ["get"] }, { applicationId: ONE }),
      policy(OTHER, { secrets: ["list", "set"] }),
    ]);
  });

  it("are refused for another tenant, for no GUID, without a list, and by another name", async () => {
    const wrong = [
      await change("add", { ...policy(ONE, {}), tenantId: ONE }),
      await change("add", policy("somebody", {})),
      await azure.arm("PUT", `${azure.vaultId}/accessPolicies/add`, { properties: {} }),
      await change("change", policy(ONE, {})),
    ];
    expect(
      wrong.map(({ status, body }) => [
        status,
        (body as { error: { message: string } }).error.message,
      ]),
    ).to.deep.equal([
      [400, `Invalid value found at accessPolicies[0].TenantId: ${ONE}`],
      [400, "Invalid value found at accessPolicies[0].ObjectId: somebody"],
      [400, "properties.accessPolicies must be a list."],
      [400, "The operation must be one of add,replace,remove."],
    ]);
    expect(await policies()).to.deep.equal([policy(OTHER, { secrets: ["list"] })]);
  });
});
