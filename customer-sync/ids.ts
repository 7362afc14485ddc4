// Resource Manager's ids, taken apart.

/** A vault. */
export interface VaultPlace {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
}

/** A registry. */
export interface RegistryPlace {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly registryName: string;
}

/** A secret in a vault. */
export interface SecretPlace extends VaultPlace {
  readonly secretName: string;
}

const GROUP = "/subscriptions/(?<subscriptionId>[^/]+)/resourceGroups/(?<resourceGroupName>[^/]+)";
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/(?<vaultName>[^/]+)`;
const REGISTRY_ID = new RegExp(
  `^${GROUP}/providers/Microsoft.ContainerRegistry/registries/(?<registryName>[^/]+)$`,
  "i",
);
const VAULT_ID = new RegExp(`^${VAULT}$`, "i");
const SECRET_ID = new RegExp(`^${VAULT}/secrets/(?<secretName>[^/]+)$`, "i");

/** The parts of a secret's id; undefined for any other text. */
export function parseSecretId(id: string): SecretPlace | undefined {
  return SECRET_ID.exec(id)?.groups as SecretPlace | undefined;
}

/** The parts of a vault's id. */
export function parseVaultId(id: string): VaultPlace | undefined {
  return VAULT_ID.exec(id)?.groups as VaultPlace | undefined;
}

/** The parts of a registry's id. */
export function parseRegistryId(id: string): RegistryPlace | undefined {
  return REGISTRY_ID.exec(id)?.groups as RegistryPlace | undefined;
}

/** `/subscriptions/…` of a registry's id. */
export function subscriptionOf(registryId: string): string | undefined {
  const id = parseRegistryId(registryId)?.subscriptionId;
  return id === undefined ? undefined : `/subscriptions/${id}`;
}
