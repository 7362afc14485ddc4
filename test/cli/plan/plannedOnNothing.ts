// The plan of a file against a stack that has nothing yet, and for which the engine is not asked.
import { dirname } from "node:path";
import picocolors from "picocolors";
import type { ListRepositories } from "../../../cli/plan/reach";
import { type PlanOptions, runPlan } from "../../../cli/plan/runPlan";
import { TODAY } from "../../access/anyAccess";

/** Plans the file, on the day of these tests. */
export function plannedOnNothing(
  customers: string,
  {
    repositories,
    options = {},
  }: { repositories: ListRepositories; options?: Partial<PlanOptions> },
) {
  return runPlan(
    { customers, folder: dirname(customers), ...options },
    {
      env: {
        ARM_METADATA_HOSTNAME: "localhost:1",
        CUSTOMER_ACCESS_NOW: `${TODAY}T09:00:00Z`,
      },
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    },
    {
      name: "dev",
      state: async () => ({ resources: [] }),
      config: async () => ({
        "azure-native:subscriptionId": "11111111-1111-4111-8111-111111111111",
        "customer-access:resourceGroupName": "registry-access",
        "customer-access:registryName": "vendorimages",
      }),
      preview: async () => ({ steps: [], diagnostics: [] }),
      repositories,
    },
  );
}
