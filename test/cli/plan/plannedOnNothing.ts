// The plan of a file against a stack that has nothing but its last record, if any, and for which the engine is not asked.
import { dirname } from "node:path";
import picocolors from "picocolors";
import type { ListRepositories } from "../../../cli/plan/reach";
import { type PlanOptions, runPlan } from "../../../cli/plan/runPlan";
import type { PreviewFindings } from "../../../engine/previewStack";
import { TODAY } from "../../access/anyAccess";

const GROUP =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers";

/** Where the stack is. */
export const REGISTRY = `${GROUP}/Microsoft.ContainerRegistry/registries/vendorimages`;
export const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/vendor-access`;

/** Plans the file, on the day of these tests. */
export function plannedOnNothing(
  customers: string,
  {
    repositories,
    options = {},
    record,
    config = {},
    diagnostics = [],
    steps = [],
  }: {
    repositories: ListRepositories;
    options?: Partial<PlanOptions>;
    /** What the last update recorded, if there was one. */
    record?: Record<string, unknown>;
    /** Further settings of the stack; an empty one is as good as none. */
    config?: Record<string, string>;
    /** What the engine's preview said. */
    diagnostics?: PreviewFindings["diagnostics"];
    /** What the engine's preview came to. */
    steps?: PreviewFindings["steps"];
  },
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
      state: async () => ({
        resources:
          record === undefined
            ? []
            : [
                {
                  urn: "urn:pulumi:dev::customer-access::acr-credentials:index:AccessGuard::access-guard",
                  type: "acr-credentials:index:AccessGuard",
                  inputs: record,
                },
              ],
      }),
      config: async () => ({
        "azure-native:subscriptionId": "11111111-1111-4111-8111-111111111111",
        "customer-access:resourceGroupName": "registry-access",
        "customer-access:registryName": "vendorimages",
        "customer-access:vaultName": "vendor-access",
        ...config,
      }),
      preview: async () => ({ steps, diagnostics }),
      repositories,
    },
  );
}
