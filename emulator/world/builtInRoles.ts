// The built-in roles that the emulator knows.

/** What a role allows: at Resource Manager, and on data; a star stands for anything. */
export interface Role {
  readonly name: string;
  readonly actions: readonly string[];
  /** What of the actions it does not allow after all. @default [] */
  readonly notActions?: readonly string[];
  readonly dataActions: readonly string[];
  /** @default [] */
  readonly notDataActions?: readonly string[];
}

const SECRETS = "Microsoft.KeyVault/vaults/secrets";
const KEYS = "Microsoft.KeyVault/vaults/keys";
const REGISTRIES = "Microsoft.ContainerRegistry/registries";
const REPOSITORIES = `${REGISTRIES}/repositories`;

/**
 * By the GUID of the role definition, with those of its actions that the emulator has requests for; documented:
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security and
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
 */
export const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635", { name: "Owner", actions: ["*"], dataActions: [] }],
  [
    "b24988ac-6180-42a0-ab88-20f7382dd24c",
    {
      name: "Contributor",
      actions: ["*"],
      notActions: [
        "Microsoft.Authorization/*/Delete",
        "Microsoft.Authorization/*/Write",
        "Microsoft.Authorization/elevateAccess/Action",
      ],
      dataActions: [],
    },
  ],
  [
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    {
      name: "Key Vault Administrator",
      actions: ["Microsoft.KeyVault/checkNameAvailability/read", "Microsoft.KeyVault/*/read"],
      dataActions: ["Microsoft.KeyVault/vaults/*"],
    },
  ],
  [
    "4633458b-17de-408a-b874-0445c86b69e6",
    {
      name: "Key Vault Secrets User",
      actions: [],
      dataActions: [`${SECRETS}/getSecret/action`, `${SECRETS}/readMetadata/action`],
    },
  ],
  [
    "12338af0-0e69-4776-bea7-57ae8d297424",
    {
      name: "Key Vault Crypto User",
      actions: [],
      dataActions: [`${KEYS}/read`, `${KEYS}/sign/action`],
    },
  ],
  [
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    { name: "Key Vault Crypto Officer", actions: [], dataActions: [`${KEYS}/*`] },
  ],
  [
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    { name: "Key Vault Secrets Officer", actions: [], dataActions: [`${SECRETS}/*`] },
  ],
  [
    "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    { name: "Reader", actions: ["*/read"], dataActions: [] },
  ],
  [
    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    { name: "AcrPull", actions: [`${REGISTRIES}/pull/read`], dataActions: [] },
  ],
  [
    "8311e382-0749-4cb8-b61a-304f252e45ec",
    {
      name: "AcrPush",
      actions: [`${REGISTRIES}/pull/read`, `${REGISTRIES}/push/write`],
      dataActions: [],
    },
  ],
  [
    "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
    { name: "AcrDelete", actions: [`${REGISTRIES}/artifacts/delete`], dataActions: [] },
  ],
  [
    "3bc748fc-213d-45c1-8d91-9da5725539b9",
    {
      name: "Container Registry Contributor and Data Access Configuration Administrator",
      actions: [
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        `${REGISTRIES}/read`,
        `${REGISTRIES}/write`,
        `${REGISTRIES}/listCredentials/action`,
        `${REGISTRIES}/generateCredentials/action`,
        ...["tokens", "scopeMaps", "webhooks"].flatMap((kind) => [
          `${REGISTRIES}/${kind}/read`,
          `${REGISTRIES}/${kind}/write`,
          `${REGISTRIES}/${kind}/delete`,
          `${REGISTRIES}/${kind}/operationStatuses/read`,
        ]),
        ...["ping", "listEvents", "getCallbackConfig"].map(
          (action) => `${REGISTRIES}/webhooks/${action}/action`,
        ),
        `${REGISTRIES}/replications/read`,
        "Microsoft.Authorization/*/read",
        "Microsoft.ContainerRegistry/locations/operationResults/read",
      ],
      dataActions: [],
    },
  ],
  // It lacks locations/operationResults/read, at which the end of an import is looked up.
  [
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a",
    {
      name: "Container Registry Data Importer and Data Reader",
      actions: [
        `${REGISTRIES}/importImage/action`,
        `${REGISTRIES}/read`,
        `${REGISTRIES}/pull/read`,
      ],
      dataActions: [],
    },
  ],
  [
    "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    {
      name: "Container Registry Repository Reader",
      actions: [],
      dataActions: [`${REPOSITORIES}/content/read`, `${REPOSITORIES}/metadata/read`],
    },
  ],
  [
    "2a1e307c-b015-4ebd-883e-5b7698a07328",
    {
      name: "Container Registry Repository Writer",
      actions: [],
      dataActions: [
        `${REPOSITORIES}/content/read`,
        `${REPOSITORIES}/content/write`,
        `${REPOSITORIES}/metadata/read`,
        `${REPOSITORIES}/metadata/write`,
      ],
    },
  ],
  [
    "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
    {
      name: "Container Registry Repository Contributor",
      actions: [],
      dataActions: [`${REPOSITORIES}/content/*`, `${REPOSITORIES}/metadata/*`],
    },
  ],
  [
    "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
    {
      name: "Container Registry Repository Catalog Lister",
      actions: [],
      dataActions: [`${REGISTRIES}/catalog/read`],
    },
  ],
]);
