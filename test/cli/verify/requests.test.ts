// How many requests it takes to verify customers: one access token each, and nothing that is not needed.

import { expect } from "chai";
import { verifyAll } from "../../../cli/verify/verifyAll";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { useEmulator } from "../../emulator/useEmulator";
import { IS_LONG } from "../../helpers/longRun";
import { customersIn, makeCustomer, worldOf } from "./useVerified";

const COUNT = IS_LONG ? 500 : 12;
const REPOSITORIES = ["app/api", "app/web", "app/worker", "ml/inference", "tools/cli"];

const [FIRST] = DEFAULT_SEED.registries;

describe(`verifying ${COUNT} customers of five repositories`, function () {
  this.timeout(IS_LONG ? 600_000 : 60_000);
  const azure = useEmulator({
    seed: { ...DEFAULT_SEED, registries: FIRST ? [{ ...FIRST, sku: "Premium" }] : [] },
  });

  it("takes one access token, and one request for each thing that is tried", async () => {
    const ids = Array.from({ length: COUNT }, (_, index) => `customer-${1000 + index}`);
    const customers = customersIn(
      `customers:\n${ids.map((id) => `  ${id}: { repositories: [${REPOSITORIES.join(", ")}] }\n`).join("")}`,
    );
    const deployed = [];
    for (const customer of customers) deployed.push(await makeCustomer(azure, customer));
    azure.emulator.journal.clear();
    const begun = performance.now();
    const found = await verifyAll(customers, await worldOf(azure, deployed));
    const seconds = (performance.now() - begun) / 1000;
    process.stdout.write(`    ${COUNT} customers: ${seconds.toFixed(1)} s\n`);

    expect(found.filter(({ verdict }) => verdict !== "as declared")).to.deep.equal([]);
    const requests = new Map<string, number>();
    for (const { operation, status } of azure.emulator.journal.entries()) {
      const name = operation === "Secrets_Get" && status === 401 ? "Secrets_Challenge" : operation;
      requests.set(name, (requests.get(name) ?? 0) + 1);
    }
    const ofAll = [...requests].filter(([, count]) => count >= COUNT);
    expect(Object.fromEntries(ofAll)).to.deep.equal({
      Secrets_Get: COUNT,
      AccessTokens_Get: COUNT,
      // Five images, and one repository that is refused.
      Manifests_Get: 6 * COUNT,
      Blobs_Get: COUNT,
      Uploads_Start: COUNT,
      Tags_List: COUNT,
      Repositories_List: COUNT,
    });
    const shared = Object.fromEntries(
      [...requests].filter(([name, count]) => count < COUNT && !/^(Entra|Metadata)_/.test(name)),
    );
    expect(shared).to.deep.equal({
      Tokens_List: Math.ceil(COUNT / 100),
      // Each has its own, beside those that every registry has.
      ScopeMaps_List: Math.ceil((COUNT + 5) / 100),
      Registries_Get: 2,
      Repositories_ListAcr: 2,
      RefreshTokens_Post: 2,
      AccessTokens_Post: 2,
      Vaults_Get: 1,
      Secrets_Challenge: 8,
      Manifests_ListAttributes: REPOSITORIES.length,
    });
  });
});
