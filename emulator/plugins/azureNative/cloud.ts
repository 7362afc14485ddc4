// Reads which cloud and which identity to use, and refuses every cloud but the emulator.

/** What azure-native's configuration and environment say. */
export interface CloudSettings {
  readonly metadataHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionId: string;
}

/** Where the parts of the cloud are. */
export interface Cloud {
  readonly resourceManager: string;
  readonly resourceManagerAudience: string;
  readonly loginEndpoint: string;
  /** What follows a vault's name in the address of its own API, such as `vault.localhost:8444`. */
  readonly keyVaultSuffix: string;
}

const VARIABLES: Readonly<Record<keyof CloudSettings, string>> = {
  metadataHost: "ARM_METADATA_HOSTNAME",
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
  subscriptionId: "ARM_SUBSCRIPTION_ID",
};

/** Reads the settings; the stack's configuration goes before the environment, as in azure-native. */
export function readSettings(
  configuration: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv,
): CloudSettings {
  const read = (name: keyof CloudSettings): string => {
    const value = configuration.get(name) ?? environment[VARIABLES[name]] ?? "";
    if (name === "metadataHost" && !isLoopback(value)) {
      throw new Error(refusal(value));
    }
    if (value === "") {
      throw new Error(
        `the stand-in for azure-native needs azure-native:${name}; set ${VARIABLES[name]} to what the emulator printed`,
      );
    }
    return value;
  };
  return {
    metadataHost: read("metadataHost"),
    tenantId: read("tenantId"),
    clientId: read("clientId"),
    clientSecret: read("clientSecret"),
    subscriptionId: read("subscriptionId"),
  };
}

/** Asks the metadata host where everything is; all of it must be on this machine. */
export async function discoverCloud(
  metadataHost: string,
  getJson: (url: string) => Promise<unknown>,
): Promise<Cloud> {
  const metadata = await getJson(
    `${withScheme(metadataHost)}/metadata/endpoints?api-version=2022-09-01`,
  );
  const { resourceManager, authentication, suffixes } = metadata as Partial<Metadata>;
  const keyVaultSuffix = suffixes?.keyVaultDns;
  const loginEndpoint = authentication?.loginEndpoint;
  const audience = authentication?.audiences?.[0];
  if (
    resourceManager === undefined ||
    loginEndpoint === undefined ||
    audience === undefined ||
    keyVaultSuffix === undefined
  ) {
    throw new Error(
      `${metadataHost} does not name resourceManager, authentication.loginEndpoint, authentication.audiences and suffixes.keyVaultDns in its metadata`,
    );
  }
  for (const url of [resourceManager, loginEndpoint, keyVaultSuffix]) {
    requireLoopback(url);
  }
  return {
    resourceManager: withoutSlash(resourceManager),
    resourceManagerAudience: withoutSlash(audience),
    loginEndpoint: withoutSlash(loginEndpoint),
    keyVaultSuffix,
  };
}

/** Throws unless the address is on this machine. */
export function requireLoopback(address: string): void {
  if (!isLoopback(address)) {
    throw new Error(refusal(address));
  }
}

interface Metadata {
  readonly resourceManager?: string;
  readonly authentication?: {
    readonly loginEndpoint?: string;
    readonly audiences?: readonly string[];
  };
  readonly suffixes?: { readonly keyVaultDns?: string };
}

function isLoopback(address: string): boolean {
  const url = withScheme(address);
  const hostname = URL.canParse(url) ? new URL(url).hostname : "";
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  return isLocal || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function refusal(address: string): string {
  const found = address === "" ? "no metadata host is set" : `"${address}" is not on this machine`;
  return `the stand-in for azure-native works with the emulator only, and ${found}; for Azure, take emulator/plugins off PATH so that Pulumi finds the real plugin, for the emulator set ARM_METADATA_HOSTNAME to localhost:PORT`;
}

function withScheme(address: string): string {
  return withoutSlash(address.includes("://") ? address : `https://${address}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
