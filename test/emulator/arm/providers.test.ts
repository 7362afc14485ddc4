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

  it("tell what that of registries can do, in pages, to everybody with an access token", async () => {
    const path = "/providers/Microsoft.ContainerRegistry/operations";
    const { status, body } = await azure.arm("GET", path);
    const { value, ...rest } = body as { value: { name: string; isDataAction: boolean }[] };
    expect([status, rest]).to.deep.equal([200, {}]);
    expect(value.filter(({ isDataAction }) => isDataAction).map(({ name }) => name)).to.deep.equal(
      [
        "catalog/read",
        "repositories/content/read",
        "repositories/content/write",
        "repositories/content/delete",
        "repositories/metadata/read",
        "repositories/metadata/write",
      ].map((name) => `Microsoft.ContainerRegistry/registries/${name}`),
    );
    expect(value.find(({ name }) => name.endsWith("/tokens/write"))).to.deep.equal({
      name: "Microsoft.ContainerRegistry/registries/tokens/write",
      isDataAction: false,
      display: {
        provider: "Microsoft Container Registry",
        resource: "registries/tokens",
        description:
          "Creates or updates a token for a container registry with the specified parameters.",
      },
    });

    azure.emulator.behaviours.armPageSize = 20;
    const { body: first } = await azure.arm("GET", path);
    azure.emulator.behaviours.armPageSize = 100;
    const { value: part, nextLink } = first as { value: unknown[]; nextLink: string };
    expect(part).to.deep.equal(value.slice(0, 20));
    expect(nextLink).to.equal(
      `${azure.emulator.url}${path}?api-version=2025-11-01&%24skiptoken=20`,
    );

    const token = await azure.newAccessToken(azure.emulator.url, "contoso-deployment");
    const ask = (headers: Record<string, string>) =>
      azure.send(`${azure.emulator.url}${path}?api-version=2025-11-01`, { headers });
    expect((await ask({ authorization: `Bearer ${token}` })).status).to.equal(200);
    expect((await ask({})).status).to.equal(401);
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
