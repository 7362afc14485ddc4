// What a role lets a principal beside the deployer do at Resource Manager.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
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
