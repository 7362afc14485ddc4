// The clouds of Azure that are known by name: how each is spelled, and where its services are.

/** Where a cloud's services are; addresses without a slash at the end. */
export interface CloudAddresses {
  readonly resourceManager: string;
  readonly login: string;
  /** For which access tokens for Resource Manager are issued. */
  readonly audience: string;
  /** What follows a vault's name in its address, and after `https://` the audience of access tokens for vaults. */
  readonly vaultSuffix: string;
}

/** The name of a cloud, as azure-native spells it in its `environment`. */
export type CloudName = "public" | "usgovernment" | "china";

/**
 * By name: https://learn.microsoft.com/azure/developer/identity, the `metadata/endpoints` answers of the three clouds, and
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers
 */
export const KNOWN_CLOUDS: Readonly<Record<CloudName, CloudAddresses>> = {
  public: {
    resourceManager: "https://management.azure.com",
    login: "https://login.microsoftonline.com",
    audience: "https://management.azure.com",
    vaultSuffix: "vault.azure.net",
  },
  usgovernment: {
    resourceManager: "https://management.usgovcloudapi.net",
    login: "https://login.microsoftonline.us",
    audience: "https://management.usgovcloudapi.net",
    vaultSuffix: "vault.usgovcloudapi.net",
  },
  china: {
    resourceManager: "https://management.chinacloudapi.cn",
    login: "https://login.chinacloudapi.cn",
    audience: "https://management.chinacloudapi.cn",
    vaultSuffix: "vault.azure.cn",
  },
};

/** Whether a cloud is known by that name. */
export function isKnownCloud(name: string): name is CloudName {
  return Object.hasOwn(KNOWN_CLOUDS, name);
}

/**
 * One name for each cloud, for all spellings: `public`, `usgovernment`, `china`, or the metadata host of another.
 *
 * @param spelled what `ARM_METADATA_HOSTNAME` or, without it, `ARM_ENVIRONMENT` says
 */
export function cloudName(spelled: string | undefined): string {
  const host = (spelled || "public").toLowerCase().replace(/^https:\/\/|\/$/g, "");
  const known = Object.entries(KNOWN_CLOUDS).find(
    ([, { resourceManager }]) => resourceManager === `https://${host}`,
  );
  return known?.[0] ?? host;
}
