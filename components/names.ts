// Every logical and physical name. Logical names are identity: renaming one replaces the resource and locks its customer out.

/** Where the registry and its vault are. */
export interface Place {
  /** The cloud in `ARM_METADATA_HOSTNAME` or `ARM_ENVIRONMENT`. @default "public" */
  cloud?: string;
  subscriptionId: string;
  resourceGroupName: string;
  registryName: string;
  vaultName: string;
  vaultResourceGroupName: string;
}

/** The logical names of a customer's resources, all derived from the customer's id. */
export function logicalNames(customerId: string) {
  return {
    scopeMap: `${customerId}-scope-map`,
    token: `${customerId}-token`,
    secret: `${customerId}-secret`,
    sync: `${customerId}-sync`,
  };
}

/** The logical name of the role of one reader; as ids of Entra ignore case, so does the name. */
export function readerName(customerId: string, objectId: string): string {
  return `${customerId}-reader-${objectId.toLowerCase()}`;
}

/** The same for a reader of the header; it ends in another way than any id of a reader. */
export function syncReaderName(customerId: string, objectId: string): string {
  return `${readerName(customerId, objectId)}-sync`;
}

/** The ARM id of a registry's token: `/subscriptions/…/registries/vendorimages/tokens/contoso-pull`. */
export function tokenId(place: Place, tokenName: string): string {
  return `${registryId(place)}/tokens/${tokenName}`;
}

/** The ARM id of the scope map that belongs to a token; it has the token's name. */
export function scopeMapId(place: Place, tokenName: string): string {
  return `${registryId(place)}/scopeMaps/${tokenName}`;
}

/**
 * The name of a customer's Key Vault secret: `contoso-registry-x7k2pd4q`, and `contoso-registry-x7k2pd4q-r12` of one who joined later.
 *
 * The suffix belongs to the stack, so that two stacks never share a secret. The revision since which a customer is
 * listed gives a returning customer another name than the previous, soft-deleted secret.
 */
export function secretName(customerId: string, suffix: string, listedSince?: number): string {
  return `${customerId}-registry-${suffix}${revisionSuffix(listedSince)}`;
}

/** The name of the secret with the header of a customer's webhooks: `contoso-sync-x7k2pd4q`, with a revision as above. */
export function syncSecretName(customerId: string, suffix: string, listedSince?: number): string {
  return `${customerId}-sync-${suffix}${revisionSuffix(listedSince)}`;
}

function revisionSuffix(listedSince: number | undefined): string {
  return listedSince === undefined ? "" : `-r${listedSince}`;
}

/** The ARM id of a secret: `/subscriptions/…/vaults/vendor-access/secrets/contoso-registry-x7k2pd`. */
export function secretId(place: Place, name: string): string {
  return `${vaultId(place)}/secrets/${name}`;
}

/** The ARM id of the registry: `/subscriptions/…/registries/vendorimages`. */
export function registryId(place: Place): string {
  return `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/${place.registryName}`;
}

/** The ARM id of the vault: `/subscriptions/…/vaults/vendor-access`. */
export function vaultId(place: Place): string {
  return `/subscriptions/${place.subscriptionId}/resourceGroups/${place.vaultResourceGroupName}/providers/Microsoft.KeyVault/vaults/${place.vaultName}`;
}
