// Arguments of CustomerSync with which all is well.
import type { CustomerSyncArgs } from "../../customer-sync/args";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";

export const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/contoso-sync`;

/** With a password of somebody else's, and callers by their addresses. */
export const GOOD: CustomerSyncArgs = {
  resourceGroupName: "contoso-images",
  location: "northeurope",
  vendorRegistry: "vendorimages.azurecr.io",
  tokenName: "contoso-pull",
  password: { secretId: `${VAULT}/secrets/vendor-password` },
  headerSecret: "0123456789abcdef",
  repositories: ["app/api", "app/worker"],
  targetRegistryId: `${GROUP}/Microsoft.ContainerRegistry/registries/contosoimages`,
  allowedCallers: ["20.42.0.0/24", "20.42.0.1-20.42.0.9"],
};
