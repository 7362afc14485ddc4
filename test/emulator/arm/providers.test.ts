// Resource providers of the subscription: looked at, registered, and refused where nothing of them is emulated.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const PROVIDERS = "/subscriptions/11111111-1111-4111-8111-111111111111/providers";

describe("emulated resource providers", () => {
  const azure = useEmulator();
  const ask = async (method: string, path: string) => {
    const { status, body } = await azure.arm(
      method,
      `${PROVIDERS}/${path}`,
      undefined,
      "2019-05-01",
    );
    return [status, body];
  };

  for (const namespace of ["Microsoft.ContainerRegistry", "Microsoft.KeyVault"]) {
    it(`have ${namespace}, registered already`, async () => {
      const shown = {
        id: `${PROVIDERS}/${namespace}`,
        namespace,
        registrationPolicy: "RegistrationRequired",
        registrationState: "Registered",
      };
      expect(await ask("GET", namespace.toUpperCase())).to.deep.equal([200, shown]);
      expect(await ask("POST", `${namespace}/register`)).to.deep.equal([200, shown]);
    });
  }

  it("have no other", async () => {
    const error = {
      code: "InvalidResourceNamespace",
      message: "The resource namespace 'Microsoft.Web' is invalid.",
    };
    expect(await ask("GET", "Microsoft.Web")).to.deep.equal([404, { error }]);
    expect(await ask("POST", "Microsoft.Web/register")).to.deep.equal([404, { error }]);
  });

  it("are registered by nobody without the right to, and read by a reader", async () => {
    const { url, principals, subscriptionId } = azure.emulator;
    const [principal] = principals;
    const assignment = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments/10000000-0000-4000-8000-000000000002`;
    const made = await azure.arm("PUT", assignment, {
      properties: {
        principalId: principal?.objectId,
        roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
      },
    });
    expect(made.status).to.equal(201);
    const token = await azure.newAccessToken(url, principal?.name ?? "");
    const asReader = async (method: string, path: string) => {
      const { status } = await azure.send(`${url}${PROVIDERS}/${path}?api-version=2019-05-01`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      return status;
    };
    expect(await asReader("GET", "Microsoft.KeyVault")).to.equal(200);
    expect(await asReader("POST", "Microsoft.KeyVault/register")).to.equal(403);
  });
});
