// Drift of many customers: by lists; of 1,000 in at most 60 requests to Resource Manager.

import { expect } from "chai";
import { useInProcess } from "../../emulator/inProcessAzure";
import { declareByHand, StackFolder } from "../../helpers/byHand/declaredByHand";
import { driftIn, foundIn } from "../../helpers/drift";
import { runs } from "../../helpers/longRun";

const COUNT = runs(250, 1_000);

/** A page of a list holds 100. */
const pages = (count: number) => Math.ceil(count / 100);

/** Each registry has three scope maps of its own. */
const SYSTEM_SCOPE_MAPS = 3;

describe("drift of many customers", function () {
  this.timeout(120_000);
  const azure = useInProcess();
  const stack = new StackFolder();
  after(() => stack.remove());

  it("asks Resource Manager by lists alone", async () => {
    await azure.arm("PATCH", azure.registryId, { sku: { name: "Premium" } });
    const ids = Array.from({ length: COUNT }, (_, index) => `customer${index}`);
    for (let at = 0; at < COUNT; at += 20) {
      const some = ids.slice(at, at + 20);
      await Promise.all(some.map((id) => declareByHand(azure, { id, repository: "app/api" })));
    }
    const entries = ids.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("");
    stack.write(azure, `customers:\n${entries}`);
    azure.emulator.journal.clear();
    const { environment: env } = azure.emulator;
    const { exitCode, data } = await driftIn({ folder: stack.folder, env, http: azure.http });
    expect(foundIn(data)).to.deep.equal([]);
    expect(exitCode).to.equal(0);
    const asked = new Map<string, number>();
    for (const { host, operation } of azure.emulator.journal.entries()) {
      if (host === "arm") asked.set(operation, (asked.get(operation) ?? 0) + 1);
    }
    expect(Object.fromEntries([...asked].sort())).to.deep.equal({
      ConnectedRegistries_List: 1,
      ExportPipelines_List: 1,
      Registries_Get: 2,
      Registries_ListUsages: 1,
      RoleAssignments_ListForScope: 2,
      RoleDefinitions_ListForScope: 2,
      ScopeMaps_List: pages(COUNT + SYSTEM_SCOPE_MAPS),
      Tokens_List: pages(COUNT),
      VaultSecrets_List: pages(COUNT),
      Vaults_Get: 1,
      Webhooks_List: 1,
    });
  });
});
