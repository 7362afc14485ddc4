// Two tenants with an image at the vendor's, and a token of the vendor's by which the customer imports it.
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { field } from "../bodies";
import type { Received } from "../exchange";
import type { Pusher } from "../registry/pushing";
import { givenPusher } from "../registry/signedImage";
import { type EmulatedAzure, useEmulator } from "../useEmulator";

/** The GUID of Container Registry Data Importer and Data Reader. */
export const DATA_IMPORTER = "577a9874-89fd-4f24-9dbd-b5034d0ad23a";

/** For the tests of a describe: both tenants, who pushes at the vendor's, who reads at the customer's, and imports. */
export function useImports() {
  const vendor = useEmulator({ seed: withCustomer(DEFAULT_SEED) });
  const made: { contoso?: EmulatedAzure; pusher?: Pusher; reader?: Pusher; password?: string } = {};
  const there = <Key extends keyof typeof made>(key: Key) => {
    const value = made[key];
    if (value === undefined) throw new Error(`no ${key} yet`);
    return value as NonNullable<(typeof made)[Key]>;
  };
  before(async () => {
    made.contoso = vendor.in("contoso");
    made.pusher = await givenPusher(vendor, "pusher", "app/api");
    made.password = await vendor.givenToken("contoso-pull", [
      "repositories/app/api/content/read",
      "repositories/app/api/metadata/read",
    ]);
    made.reader = await givenPusher(made.contoso, "reader", "vendor/api", "vendor/other");
  });
  afterEach(() => vendor.emulator.faults.clear());

  const source = (sourceImage: string, more: object = {}) => ({
    registryUri: vendor.loginServer,
    credentials: { username: "contoso-pull", password: there("password") },
    sourceImage,
    ...more,
  });
  const start = (body: object) => there("contoso").arm("POST", "importImage", body);
  return {
    vendor,
    source,
    /** The customer's side. */
    contoso: () => there("contoso"),
    pusher: () => there("pusher"),
    password: () => there("password"),
    reader: () => there("reader"),
    /** Begins an import at the customer's as its deployer. */
    start,
    /** Imports with force, waits for the end, and answers its status, code and message. */
    async imported(sourceImage: string, more: object = {}): Promise<unknown[]> {
      const body = { source: source(sourceImage), mode: "Force", ...more };
      const begun = await start(body);
      await vendor.emulator.settle();
      return endOf(begun.status === 202 ? await poll(there("contoso"), begun) : begun);
    },
    /** What the customer's registry answers for a manifest: its status and digest. */
    async manifest(reference: string, repository = "vendor/api"): Promise<unknown[]> {
      const { status, headers } = await there("reader").send(
        "GET",
        `/v2/${repository}/manifests/${reference}`,
      );
      return [status, headers["docker-content-digest"]];
    },
  };
}

/** Asks once how an operation goes. */
export async function poll(
  azure: EmulatedAzure,
  { headers: { location = "" } }: Received,
  principal?: string,
): Promise<Received> {
  const token = await azure.newAccessToken(azure.emulator.url, principal);
  return azure.send(location, { headers: { authorization: `Bearer ${token}` } });
}

/** Status, code and message, without what differs from run to run. */
export function endOf({ status, body }: Received): unknown[] {
  const { error } = (body ?? {}) as { error?: object };
  if (error === undefined) return [status];
  const message = field(error, "message").replace(
    /^Operation registries-[0-9a-f-]{36} failed\. Resource \/subscriptions\/\S+ /,
    "FAILED ",
  );
  return [status, field(error, "code"), message.replace(/localhost:\d+/g, "localhost:PORT")];
}

/** Gives a principal of a tenant a role at a scope, which may be one that the tenant defined. */
export async function giveRole(
  azure: EmulatedAzure,
  principal: string,
  role: string,
  scope: string,
): Promise<void> {
  const { objectId } = azure.tenant.principals.find(({ name }) => name === principal) ?? {};
  const name = `${role.slice(0, 24)}${String(scope.length).padStart(12, "0")}`;
  const { status } = await azure.arm(
    "PUT",
    `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId: objectId,
        principalType: "ServicePrincipal",
      },
    },
  );
  if (status !== 201) throw new Error(`role assignment: status ${status}`);
}

/** Defines a role of these actions in the tenant, of which there is one at a time. @returns its GUID */
export async function defineRole(
  azure: EmulatedAzure,
  actions: readonly string[],
): Promise<string> {
  const role = "abababab-abab-4bab-8bab-abababababab";
  const subscription = `/subscriptions/${azure.tenant.subscriptionId}`;
  const { status } = await azure.arm(
    "PUT",
    `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    {
      properties: {
        roleName: "Somebody's own",
        type: "CustomRole",
        permissions: [{ actions }],
        assignableScopes: [subscription],
      },
    },
  );
  if (status !== 201) throw new Error(`role definition: status ${status}`);
  return role;
}
