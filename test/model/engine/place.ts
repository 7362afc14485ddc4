// Where the model's stacks are: one registry and two vaults, and their addresses.

import type { Hosts, Listener } from "../../../emulator/http/hosts";
import type { Seed } from "../../../emulator/world/seed";

/** Where every run of the model takes place. */
export const PLACE = {
  subscriptionId: "11111111-1111-4111-8111-111111111111",
  resourceGroupName: "registry-access",
  registryName: "vendorimages",
  vaultName: "vendor-access",
  vaultResourceGroupName: "registry-access",
};

/** A vault of somebody else's stack. */
export const OTHER_VAULT = "vendor-other";

/** Where a stack is; all are in one registry. */
export type Place = typeof PLACE;

/** What there is at the beginning. */
export const SEED: Seed = {
  resourceGroups: [{ name: PLACE.resourceGroupName, location: "westeurope" }],
  registries: [
    {
      name: PLACE.registryName,
      resourceGroup: PLACE.resourceGroupName,
      location: "westeurope",
      sku: "Standard",
      repositories: [],
    },
  ],
  vaults: [PLACE.vaultName, OTHER_VAULT].map((name) => ({
    name,
    resourceGroup: PLACE.resourceGroupName,
    location: "westeurope",
  })),
};

/** Who listens on which port. */
export const PORTS: Readonly<Record<string, Listener>> = {
  "1": "main",
  "2": `registry:${PLACE.registryName}`,
  "3": `vault:${PLACE.vaultName}`,
  "4": `vault:${OTHER_VAULT}`,
};

/** The addresses by those ports. */
export const HOSTS: Hosts = {
  authority: (listener) =>
    `localhost:${Object.keys(PORTS).find((port) => PORTS[port] === listener)}`,
  url: (listener) => `https://${HOSTS.authority(listener)}`,
  open: async () => {},
};
