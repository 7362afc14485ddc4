// What of the registry lets others in or copies it, its limits, and repositories that are not there.

import { type ByHand, CUSTOMERS, type DriftCase } from "./driftCase";

const patchRegistry = ({ azure }: ByHand, change: object) =>
  azure.arm("PATCH", azure.registryId, change);

export const REGISTRY: readonly DriftCase[] = [
  {
    name: "enables the admin user",
    make: (by) => patchRegistry(by, { properties: { adminUserEnabled: true } }),
    found: [
      "adminUser | - | registry vendorimages: its admin user is enabled: whoever has one of its two passwords reads and writes everything",
    ],
  },
  {
    name: "lets everybody pull",
    make: (by) => patchRegistry(by, { properties: { anonymousPullEnabled: true } }),
    found: [
      "anonymousPull | - | registry vendorimages: everybody pulls everything without a login",
    ],
  },
  {
    name: "makes a connected registry",
    async make(by) {
      await patchRegistry(by, { sku: { name: "Premium" } });
      const { azure } = by;
      await azure.givenToken("sync-token", [
        "gateway/factory/config/read",
        "gateway/factory/message/write",
        "repositories/app/api/content/read",
      ]);
      await azure.arm("PUT", "connectedRegistries/factory", {
        properties: {
          mode: "ReadOnly",
          parent: { syncProperties: { tokenId: `${azure.registryId}/tokens/sync-token` } },
          clientTokenIds: [`${azure.registryId}/tokens/contoso-pull`],
        },
      });
    },
    found: [
      "undeclaredToken | - | token sync-token: allows content/read on app/api; gateway/factory/config/read, gateway/factory/message/write (scope map sync-token); enabled; password1 of 2026-03-01 without an end; used by connected registry factory",
      "connectedRegistry | - | connected registry factory: copies images (ReadOnly) and lets 1 token pull there",
      "undeclaredScopeMap | - | scope map sync-token: used by token sync-token; allows content/read on app/api; gateway/factory/config/read, gateway/factory/message/write",
    ],
  },
  {
    name: "makes an export pipeline",
    async make(by) {
      await patchRegistry(by, { sku: { name: "Premium" } });
      await by.azure.arm(
        "PUT",
        "exportPipelines/nightly",
        {
          location: "westeurope",
          identity: { type: "SystemAssigned" },
          properties: {
            target: {
              type: "AzureStorageBlobContainer",
              uri: "https://vendorcopies.blob.core.windows.net/images",
              keyVaultUri: "https://vendor-keys.vault.azure.net/secrets/sas",
            },
          },
        },
        "2025-06-01-preview",
      );
    },
    found: [
      "exportPipeline | - | export pipeline nightly: copies images to https://vendorcopies.blob.core.windows.net/images as 99999999-9999-4999-8999-999999999999",
    ],
  },
  {
    name: "takes a smaller tier, which is nearly full",
    async make(by) {
      await patchRegistry(by, { sku: { name: "Basic" } });
      const scopeMaps = Array.from({ length: 88 }, (_, index) => `empty-${index}`);
      for (const name of scopeMaps) {
        await by.azure.arm("PUT", `scopeMaps/${name}`, { properties: { actions: [] } });
      }
    },
    found: [
      ...Array.from({ length: 88 }, (_, index) => `empty-${index}`)
        .sort()
        .map(
          (name) => `undeclaredScopeMap | - | scope map ${name}: used by no token; allows nothing`,
        ),
      "quota | - | scope maps: 97 of the 100 that Basic allows",
    ],
  },
  {
    name: "makes a scope map of nearly 500 actions",
    make: ({ azure }) =>
      azure.arm("PUT", "scopeMaps/large-one", {
        properties: {
          actions: Array.from({ length: 460 }, (_, at) => `repositories/r${at}/content/read`),
        },
      }),
    found: [
      "undeclaredScopeMap | - | scope map large-one: used by no token; allows content/read on r0, r1, r10, r100, r101 and 455 more",
      "quota | - | scope map large-one: 460 of 500 actions",
    ],
  },
  {
    name: "gives repositories that are not there, and applies nothing",
    make: ({ write }) =>
      write(CUSTOMERS.replace("[tools/cli]", "[tools/cly, bsae/*, nothing/like/it, tools/cli]")),
    found: [
      "actionsNarrowed | byhand | scope map byhand-pull: does not allow: content/read on bsae/*, nothing/like/it, tools/cly",
      "absentRepository | byhand | bsae/*: nothing is below it, and is given to byhand; did you mean base/*?",
      "absentRepository | byhand | nothing/like/it: does not exist, and is given to byhand",
      "absentRepository | byhand | tools/cly: does not exist, and is given to byhand; did you mean tools/cli?",
    ],
  },
  {
    name: "pushes to repositories that no customer can pull",
    make: async () => {},
    options: { unused: true },
    found: [
      "app/worker",
      "docs/site",
      "internal/billing",
      "ml/inference",
      "ml/training",
      "tools/migrate",
    ].map((name) => `unusedRepository | - | ${name}: no customer can pull it`),
  },
];
