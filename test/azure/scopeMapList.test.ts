// All scope maps of a registry, page by page, or none.

import { expect } from "chai";
import { connectCloud } from "../../azure/cloud";
import { registryManagement } from "../../azure/registryManagement";
import { listScopeMaps } from "../../azure/tokens/scopeMapList";
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { useEmulator } from "../emulator/useEmulator";

const REQUEST = { operation: "ScopeMaps_List" };

describe("listing the scope maps of a registry", () => {
  const azure = useEmulator({ behaviours: { armPageSize: 2 } });
  let list: () => ReturnType<typeof listScopeMaps>;

  before(async () => {
    const { environment, ca } = azure.emulator;
    const cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    const id = parseRegistryId(azure.registryId);
    list = () => listScopeMaps(registryManagement(cloud)(id.subscriptionId), id);
    await azure.arm("PUT", "scopeMaps/contoso-map", {
      properties: { actions: ["repositories/app/api/content/read"], description: "for contoso" },
    });
    await azure.arm("PUT", "scopeMaps/empty", { properties: { actions: [] } });
  });
  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  it("tells those of the system from others, with a request for each page", async () => {
    const all = await list();
    expect(all.filter(({ isSystemDefined }) => !isSystemDefined)).to.deep.equal([
      {
        id: `${azure.registryId}/scopeMaps/contoso-map`,
        name: "contoso-map",
        actions: ["repositories/app/api/content/read"],
        description: "for contoso",
        isSystemDefined: false,
      },
      {
        id: `${azure.registryId}/scopeMaps/empty`,
        name: "empty",
        actions: [],
        description: "",
        isSystemDefined: false,
      },
    ]);
    expect(all.filter(({ isSystemDefined }) => isSystemDefined).map(({ name }) => name)).to.include(
      "_repositories_pull",
    );
    const asked = azure.emulator.journal.entries();
    expect(asked.filter(({ operation }) => operation === REQUEST.operation).length).to.equal(
      Math.ceil(all.length / 2),
    );
  });

  const map = { id: "/subscriptions/x", name: "x", properties: { actions: [] } };
  const unusable: [body: unknown, reason: string][] = [
    [{ value: [{ ...map, id: undefined }] }, "200: a scope map has no id; run again"],
    [{ value: [{ ...map, name: undefined }] }, "200: a scope map has no name; run again"],
    [{ value: [map, { ...map, properties: {} }] }, "200: scope map x has no actions; run again"],
  ];
  for (const [body, reason] of unusable) {
    it(`takes ${JSON.stringify(body)} for no page`, async () => {
      azure.emulator.faults.add({
        ...REQUEST,
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        skip: 1,
      });
      const failure = await list().then(String, (error: Error) => error.message);
      expect(failure).to.equal(`listing the scope maps of registry vendorimages: ${reason}`);
    });
  }
});
