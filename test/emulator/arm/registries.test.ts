// Registries in Resource Manager over HTTP.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated registries", () => {
  const azure = useEmulator();

  it("shows a registry, by itself and in both lists", async () => {
    const one = await azure.arm("GET", azure.registryId);
    const below = "providers/Microsoft.ContainerRegistry/registries";
    const inGroup = await azure.arm("GET", `${azure.groupId}/${below}`);
    const all = await azure.arm("GET", `/subscriptions/${azure.emulator.subscriptionId}/${below}`);

    expect(stable(one.body)).to.deep.include({
      type: "Microsoft.ContainerRegistry/registries",
      id: azure.registryId,
      name: "vendorimages",
      location: "westeurope",
      sku: { name: "Standard", tier: "Standard" },
    });
    const { properties } = stable(one.body) as { properties: object };
    expect(properties).to.deep.include({
      loginServer: "localhost:PORT",
      provisioningState: "Succeeded",
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      roleAssignmentMode: "LegacyRegistryPermissions",
    });
    expect(inGroup.body).to.deep.equal({ value: [one.body] });
    expect(all.body).to.deep.equal({ value: [one.body] });
  });

  it("lets repository permissions be chosen, and refuses what is no choice", async () => {
    const choose = (roleAssignmentMode: string) =>
      azure.arm("PATCH", azure.registryId, { properties: { roleAssignmentMode } });
    const chosen = await choose("AbacRepositoryPermissions");
    const wrong = await choose("Abac");
    const kept = await azure.arm("PATCH", azure.registryId, { properties: {} });
    await choose("LegacyRegistryPermissions");

    const modeOf = ({ body }: { body: unknown }) =>
      (body as { properties: { roleAssignmentMode: string } }).properties.roleAssignmentMode;
    expect([modeOf(chosen), modeOf(kept)]).to.deep.equal([
      "AbacRepositoryPermissions",
      "AbacRepositoryPermissions",
    ]);
    expect([wrong.status, wrong.body]).to.deep.equal([
      400,
      {
        error: {
          code: "BadRequest",
          message:
            "The property 'roleAssignmentMode' must be LegacyRegistryPermissions or AbacRepositoryPermissions.",
        },
      },
    ]);
  });

  it("makes a second registry, which listens on a port of its own", async () => {
    const id = `${azure.groupId}/providers/Microsoft.ContainerRegistry/registries/secondimages`;
    const made = await azure.arm("PUT", id, { location: "westeurope", sku: { name: "Premium" } });
    const changed = await azure.arm("PATCH", id, {
      tags: { team: "x" },
      properties: { anonymousPullEnabled: true },
    });
    const second = azure.emulator.registries.find(({ name }) => name === "secondimages");
    const answer = await azure.send(`https://${second?.loginServer}/v2/`);

    expect(made.status).to.equal(201);
    expect(changed.body).to.deep.include({ tags: { team: "x" } });
    expect(answer.status).to.equal(401);
    expect(answer.headers["www-authenticate"]).to.include(`service="${second?.loginServer}"`);
  });
});

describe("emulated resource groups", () => {
  const azure = useEmulator({
    seed: {
      resourceGroups: [
        { name: "first", location: "westeurope" },
        { name: "second", location: "westeurope" },
      ],
      registries: [
        {
          name: "firstimages",
          resourceGroup: "first",
          location: "westeurope",
          sku: "Basic",
          repositories: [],
        },
      ],
      vaults: [{ name: "first-vault", resourceGroup: "first", location: "westeurope" }],
    },
  });

  it("hold their own registries and vaults alone", async () => {
    const inSecond = (id: string) => id.replace("/first/", "/second/");
    const listOf = (id: string) => inSecond(id).replace(/\/[^/]+$/, "");

    for (const id of [azure.registryId, azure.vaultId]) {
      expect((await azure.arm("GET", id)).status).to.equal(200);
      expect((await azure.arm("GET", inSecond(id))).status).to.equal(404);
      expect((await azure.arm("GET", listOf(id))).body).to.deep.equal({ value: [] });
    }
    const inFirst = await azure.arm("GET", `${azure.groupId}/resources`);
    const { value } = inFirst.body as { value: { id: string }[] };
    expect(value.map(({ id }) => id)).to.deep.equal([azure.registryId, azure.vaultId]);
    const inOther = await azure.arm("GET", `${inSecond(`${azure.groupId}/`)}resources`);
    expect([inOther.status, inOther.body]).to.deep.equal([200, { value: [] }]);
  });
});
