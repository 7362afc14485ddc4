// Connected registries and export pipelines over HTTP: made, listed and removed, in Premium alone.
import { expect } from "chai";
import { useEmulators } from "../useEmulator";

const PIPELINES = "2025-06-01-preview";

describe("what copies images out of an emulated registry", () => {
  const start = useEmulators();
  const listed = ({ body }: { body: unknown }) => (body as { value: object[] }).value;

  it("is nothing at first, and cannot be made outside Premium", async () => {
    const azure = await start();
    for (const kind of ["connectedRegistries", "exportPipelines"]) {
      expect(listed(await azure.arm("GET", kind))).to.deep.equal([]);
      const json = { properties: { mode: "ReadOnly", parent: {}, target: {} } };
      const { status, body } = await azure.arm("PUT", `${kind}/factory`, json);
      expect([status, body]).to.deep.equal([
        400,
        {
          error: {
            code: "BadRequest",
            message: `The SKU Standard has no ${kind}; Premium has them.`,
          },
        },
      ]);
    }
  });

  it("is listed as it was made, and removed", async () => {
    const azure = await start();
    await azure.arm("PATCH", azure.registryId, { sku: { name: "Premium" } });
    const connected = await azure.arm("PUT", "connectedRegistries/factory", {
      properties: {
        mode: "ReadOnly",
        parent: { syncProperties: { tokenId: `${azure.registryId}/tokens/sync` } },
      },
    });
    const { systemData, ...shown } = connected.body as Record<string, unknown>;
    expect(systemData).to.be.an("object");
    expect([connected.status, shown]).to.deep.equal([
      200,
      {
        type: "Microsoft.ContainerRegistry/registries/connectedRegistries",
        id: `${azure.registryId}/connectedRegistries/factory`,
        name: "factory",
        properties: {
          provisioningState: "Succeeded",
          mode: "ReadOnly",
          parent: { syncProperties: { tokenId: `${azure.registryId}/tokens/sync` } },
          clientTokenIds: [],
          connectionState: "Offline",
          activation: { status: "Inactive" },
        },
      },
    ]);
    const pipeline = await azure.arm(
      "PUT",
      "exportPipelines/nightly",
      {
        location: "westeurope",
        identity: { type: "SystemAssigned" },
        properties: { target: { uri: "https://x.blob.core.windows.net/y" } },
      },
      PIPELINES,
    );
    expect(listed(await azure.arm("GET", "connectedRegistries"))).to.deep.equal([connected.body]);
    expect(listed(await azure.arm("GET", "exportPipelines", undefined, PIPELINES))).to.deep.equal([
      pipeline.body,
    ]);
    const statuses: number[] = [];
    for (const name of [
      "connectedRegistries/FACTORY",
      "exportPipelines/nightly",
      "exportPipelines/nightly",
    ]) {
      statuses.push((await azure.arm("DELETE", name)).status);
    }
    expect(statuses).to.deep.equal([200, 200, 404]);
    expect(listed(await azure.arm("GET", "connectedRegistries"))).to.deep.equal([]);
  });

  it("is refused with another name or form than Azure's", async () => {
    const azure = await start();
    await azure.arm("PATCH", azure.registryId, { sku: { name: "Premium" } });
    const statuses: number[] = [];
    for (const [name, properties] of [
      ["connectedRegistries/a-b-c", { mode: "ReadOnly", parent: {} }],
      ["connectedRegistries/factory", { mode: "ReadOnly" }],
      ["exportPipelines/nightly", {}],
    ] as const) {
      statuses.push((await azure.arm("PUT", name, { properties })).status);
    }
    expect(statuses).to.deep.equal([400, 400, 400]);
  });
});
