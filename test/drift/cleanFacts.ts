// What Azure answers about two customers whom nobody touched: the facts that tests change.

import { loadCustomers } from "../../customers/load";
import type { Facts } from "../../drift/facts";
import { tagsOf } from "../../passwords/marks";

/** The random id of the stack. */
export const OWNER = "x7k2pd4q";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
export const REGISTRY = `${GROUP}/Microsoft.ContainerRegistry/registries/vendorimages`;
export const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/vendor-access`;

/** A role that reads the values of secrets. */
export const SECRETS_USER = {
  name: "Key Vault Secrets User",
  permissions: [
    {
      actions: [],
      notActions: [],
      dataActions: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"],
      notDataActions: [],
    },
  ],
};

const FILE = `customers:
  contoso: { repositories: [app/api] }
  fabrikam: { repositories: [app/web] }
`;

/** The customers of a file. */
export function customersOf(yaml: string): Facts["customers"] {
  const result = loadCustomers(Buffer.from(yaml), { file: "customers.yaml", today: TODAY });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file.customers;
}

export const TODAY = "2026-03-10";
const ISSUED = "2026-03-01T12:00:00.000Z";
const END = "2026-05-30T00:00:00.000Z";

/** Tags of a secret as they are published, in which some fields differ. */
export function marked(
  token: string,
  more: Partial<Parameters<typeof tagsOf>[0]> = {},
): Record<string, string> {
  const mark = { slot: "password1" as const, createdAt: ISSUED, generation: 1, owner: OWNER };
  return tagsOf({ ...mark, token: `vendorimages/${token}`, ...more }, "production");
}

/** Facts in which nothing is found. */
export function cleanFacts(yaml = FILE): Facts {
  const customers = customersOf(yaml);
  return {
    today: TODAY,
    place: { registryId: REGISTRY, vaultId: VAULT },
    customers,
    operators: [],
    otherStacks: [],
    knownWebhooks: [],
    registry: {
      sku: "Standard",
      isAdminUserEnabled: false,
      isAnonymousPullEnabled: false,
      isAbac: false,
    },
    tokens: customers.map(({ tokenName }) => ({
      id: `${REGISTRY}/tokens/${tokenName}`,
      name: tokenName,
      scopeMapId: `${REGISTRY}/scopeMaps/${tokenName}`,
      enabled: true,
      passwords: [{ name: "password1", createdAt: ISSUED, expiresAt: END }],
    })),
    scopeMaps: customers.map(({ id, tokenName, repositories }) => ({
      name: tokenName,
      description: `rights of ${id}, declared by ${OWNER}`,
      actions: repositories.map((each) => `repositories/${each}/content/read`),
      isSystemDefined: false,
    })),
    secrets: customers.map(({ id, tokenName }) => ({
      name: `${id}-registry-${OWNER}`,
      enabled: true,
      expiresAt: END,
      tags: marked(tokenName),
    })),
    vault: { usesRoles: true, accessPolicies: [] },
    registryRoles: { assignments: [], definitions: new Map() },
    vaultRoles: { assignments: [], definitions: new Map() },
    connectedRegistries: [],
    exportPipelines: [],
    webhooks: [],
    usages: [{ name: "Tokens", used: 2, limit: 500 }],
    repositories: ["app/api", "app/web"],
    isUnusedAsked: true,
  };
}
