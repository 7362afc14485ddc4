// A customer's own tenant beside the vendor's: another directory, subscription, registry and vault.
import type { Seed, TenantSeed } from "./seed";

/** Contoso's: an empty registry, a vault, the deployer's service principal and one without any right; no secret is one. */
export const CONTOSO: TenantSeed = {
  identity: {
    name: "contoso",
    subscriptionId: "44444444-4444-4444-8444-444444444444",
    tenantId: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
    clientId: "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
    clientSecret: "emulator-only-not-a-secret-of-the-deployer-at-contoso",
    principals: [
      {
        name: "contoso-importer",
        objectId: "cccccccc-cccc-4ccc-8ccc-cccccccccccc",
        clientId: "dddddddd-dddd-4ddd-8ddd-dddddddddddd",
        clientSecret: "emulator-only-not-a-secret-of-the-importer-at-contoso",
      },
    ],
  },
  resourceGroups: [{ name: "contoso-images", location: "northeurope" }],
  registries: [
    {
      name: "contosoimages",
      resourceGroup: "contoso-images",
      location: "northeurope",
      sku: "Standard",
      repositories: [],
    },
  ],
  vaults: [{ name: "contoso-sync", resourceGroup: "contoso-images", location: "northeurope" }],
};

/** The same seed with a customer's tenant beside the vendor's. */
export function withCustomer(seed: Seed, customer: TenantSeed = CONTOSO): Seed {
  return { ...seed, others: [...(seed.others ?? []), customer] };
}
