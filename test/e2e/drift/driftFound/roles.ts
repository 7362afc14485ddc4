// Roles that somebody gave on the registry and the vault, and access policies.

import type { ByHand, DriftCase } from "./driftCase";

/** The GUIDs of built-in roles. */
export const ROLES = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  repositoryReader: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
  secretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  vaultAdministrator: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
};

/** Nobody whom the directory of the emulator knows. */
const SOMEBODY = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const CONTOSO = "66666666-6666-4666-8666-666666666666";

let made = 0;

/** Gives a role, as `az role assignment create` does. */
export async function give(
  { azure }: ByHand,
  scope: string,
  role: string,
  more: { principalId?: string; principalType?: string; condition?: string } = {},
) {
  const name = `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;
  const roleDefinitionId = `/subscriptions/${azure.emulator.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const answer = await azure.arm(
    "PUT",
    `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    { properties: { principalId: SOMEBODY, principalType: "User", roleDefinitionId, ...more } },
    "2022-04-01",
  );
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}

const subscription = ({ azure }: ByHand) => `/subscriptions/${azure.emulator.subscriptionId}`;
const secret = ({ azure, secretName }: ByHand, customer: string) =>
  `${azure.vaultId}/secrets/${secretName(customer)}`;

/** A role of one's own, as `az role definition create` makes it. */
async function define({ azure }: ByHand, guid: string, roleName: string, permissions: object) {
  await azure.arm(
    "PUT",
    `${azure.groupId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    { properties: { roleName, permissions: [permissions], assignableScopes: [azure.groupId] } },
    "2022-04-01",
  );
}

export const ROLE_CASES: readonly DriftCase[] = [
  {
    name: "gives somebody AcrPull on the registry",
    make: (by) => give(by, by.azure.registryId, ROLES.acrPull),
    found: [`registryRole | - | user ${SOMEBODY}: pulls: AcrPull on registry vendorimages`],
  },
  {
    name: "gives a group Reader on the group of resources, which also pulls",
    make: (by) => give(by, by.azure.groupId, ROLES.reader, { principalType: "Group" }),
    found: [
      `registryRole | - | everybody in group ${SOMEBODY}: pulls: Reader on resource group registry-access`,
    ],
  },
  {
    name: "makes somebody Owner of the subscription",
    make: (by) => give(by, subscription(by), ROLES.owner),
    found: [
      `vaultRole | - | user ${SOMEBODY}: gives roles, changes the vault: Owner on subscription 11111111-1111-4111-8111-111111111111`,
      `registryRole | - | user ${SOMEBODY}: gives roles, generates passwords of tokens, changes tokens and scope maps, reads the admin user's passwords, changes the registry, runs tasks in the registry, pushes, pulls: Owner on subscription 11111111-1111-4111-8111-111111111111`,
    ],
  },
  {
    name: "makes somebody Contributor at a management group: what the role excludes is not theirs",
    make: (by) =>
      give(by, "/providers/Microsoft.Management/managementGroups/vendor", ROLES.contributor),
    found: [
      `vaultRole | - | user ${SOMEBODY}: changes the vault: Contributor on management group vendor`,
      `registryRole | - | user ${SOMEBODY}: generates passwords of tokens, changes tokens and scope maps, reads the admin user's passwords, changes the registry, runs tasks in the registry, pushes, pulls: Contributor on management group vendor`,
    ],
  },
  {
    name: "gives roles where the registry goes by repositories: AcrPull and Reader give nothing there",
    async make(by) {
      await by.azure.arm("PATCH", by.azure.registryId, {
        properties: { roleAssignmentMode: "AbacRepositoryPermissions" },
      });
      await give(by, by.azure.registryId, ROLES.acrPull);
      await give(by, by.azure.registryId, ROLES.reader, { principalType: "Group" });
      await give(by, by.azure.registryId, ROLES.repositoryReader, {
        condition:
          "@Resource[Microsoft.ContainerRegistry/registries/repositories:name]\n  StringStartsWith 'base/'",
      });
    },
    found: [
      `registryRole | - | user ${SOMEBODY}: pulls: Container Registry Repository Reader on registry vendorimages, only where @Resource[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'base/'`,
    ],
  },
  {
    name: "gives a role of the vendor's own with wildcards, less what it excludes",
    async make(by) {
      const [registries, vaults] = ["1", "2"].map(
        (end) => `bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbb${end}`,
      );
      await define(by, registries ?? "", "Support", {
        actions: ["Microsoft.ContainerRegistry/*/action", "Microsoft.*/pull/read"],
        notActions: ["Microsoft.ContainerRegistry/registries/listCredentials/*"],
      });
      await define(by, vaults ?? "", "Auditor", {
        dataActions: ["Microsoft.KeyVault/vaults/*"],
        notDataActions: ["microsoft.keyvault/vaults/secrets/getsecret/action"],
      });
      await give(by, by.azure.registryId, registries ?? "");
      await give(by, by.azure.vaultId, vaults ?? "");
    },
    found: [
      `vaultRole | - | user ${SOMEBODY}: reads passwords: Auditor on vault vendor-access`,
      `registryRole | - | user ${SOMEBODY}: generates passwords of tokens, reads the admin user's passwords, runs tasks in the registry, pulls: Support on registry vendorimages`,
    ],
  },
  {
    name: "lets somebody read one customer's secret",
    make: (by) => give(by, secret(by, "fabrikam"), ROLES.secretsUser),
    found: [
      `vaultRole | fabrikam | user ${SOMEBODY}: reads passwords: Key Vault Secrets User on secret fabrikam-registry-********`,
    ],
  },
  {
    name: "lets a reader of one customer read the secret of another, and all of the vault",
    async make(by) {
      const contoso = { principalId: CONTOSO, principalType: "ServicePrincipal" };
      await give(by, secret(by, "fabrikam"), ROLES.secretsUser, contoso);
      await give(by, by.azure.vaultId, ROLES.vaultAdministrator, contoso);
    },
    found: [
      `vaultRole | - | service principal ${CONTOSO}: reads passwords: Key Vault Administrator on vault vendor-access`,
      `vaultRole | fabrikam | service principal ${CONTOSO}: reads passwords: Key Vault Secrets User on secret fabrikam-registry-********`,
    ],
  },
  {
    name: "takes a reader's role away",
    async make(by) {
      const roles = "providers/Microsoft.Authorization/roleAssignments";
      const at = `${secret(by, "contoso")}/${roles}`;
      const { body } = await by.azure.arm("GET", at, undefined, "2022-04-01");
      for (const { id } of (body as { value: { id: string }[] }).value) {
        await by.azure.arm("DELETE", id, undefined, "2022-04-01");
      }
    },
    found: [
      `readerMissing | contoso | secret contoso-registry-********: reader ${CONTOSO} has no role that lets them read it`,
    ],
  },
  {
    name: "gives a role on a secret that is nobody's here",
    async make(by) {
      await by.azure.vault("PUT", "/secrets/of-another-program", { value: "1" });
      await give(by, `${by.azure.vaultId}/secrets/of-another-program`, ROLES.secretsUser);
    },
    found: [],
  },
  {
    name: "makes the vault go by access policies, one of which reads, where no role reads any more",
    async make(by) {
      const { azure } = by;
      const contoso = { principalId: CONTOSO, principalType: "ServicePrincipal" };
      await give(by, azure.vaultId, ROLES.secretsUser, contoso);
      await azure.arm(
        "PATCH",
        azure.vaultId,
        {
          properties: {
            enableRbacAuthorization: false,
            accessPolicies: [
              {
                tenantId: azure.emulator.tenantId,
                objectId: SOMEBODY,
                permissions: { secrets: ["Get", "List"] },
              },
              {
                tenantId: azure.emulator.tenantId,
                objectId: CONTOSO,
                permissions: { secrets: ["list"] },
              },
            ],
          },
        },
        "2024-11-01",
      );
    },
    found: [
      `vaultRole | - | ${SOMEBODY}: reads passwords, by an access policy of the vault (get, list)`,
    ],
  },
];
