// A plan whose preview ended before it came to the syncs: one line says that nothing is known of them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Plan } from "../../../cli/plan/planSchema";
import { inFolder } from "../../engine/fakes";
import { plannedOnNothing } from "./plannedOnNothing";

const FILE = `customers:
  contoso: { repositories: [app/api], actions: [content/read, metadata/read], sync: {} }
  fabrikam: { repositories: [app/api], actions: [content/read, metadata/read], sync: {} }
  northwind: { repositories: [app/api] }
`;
const GUARD = "urn:pulumi:dev::customer-access::acr-credentials:index:AccessGuard::access-guard";
const MISSING = {
  urn: GUARD,
  severity: "error",
  message:
    "error: acr-credentials:index:AccessGuard resource 'access-guard' has a problem: finding registry vendorimages: 404",
};
const SYNC = "urn:pulumi:dev::customer-access::acr-credentials:index:SyncWebhooks::fabrikam-sync";
const UNCHANGED = { urn: SYNC, op: "same", changed: [] };
const SEEN = {
  urn: SYNC,
  severity: "info",
  message: "no webhook yet",
};

describe("the syncs in a plan", () => {
  for (const [name, steps, diagnostics, warnings] of [
    ["are not known where the registry is not there", [], [MISSING], ["contoso, fabrikam"]],
    ["are known as far as the preview came", [], [SEEN, MISSING], ["contoso"]],
    ["are known where the preview found them unchanged", [UNCHANGED], [MISSING], ["contoso"]],
    ["need no line where the preview is whole", [], [], []],
  ] as const) {
    it(
      name,
      inFolder(async (folder) => {
        const customers = join(folder, "customers.yaml");
        await writeFile(customers, FILE);
        const config = { "customer-access:customersFile": customers };
        const repositories = async () => ["app/api"];
        const { data } = await plannedOnNothing(customers, {
          repositories,
          config,
          diagnostics,
          steps,
        });
        expect((data as Plan).warnings).to.deep.equal(
          warnings.map(
            (ids) =>
              `sync of ${ids}: the preview ended before, so it is not known which webhooks are made and who is waited for`,
          ),
        );
      }),
    );
  }
});
