// The check of a stack's place: what ends a run before anything is read, and what is let pass.

import { expect } from "chai";
import type { Fault } from "../../emulator/faults";
import { azureAccess } from "../../provider/azureAccess";
import { checkPlace } from "../../provider/place";
import { useInProcess } from "../emulator/inProcessAzure";

const ELSEWHERE = "99999999-9999-4999-8999-999999999999";
const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
const REGISTRY =
  "finding registry vendorimages in resource group registry-access of subscription 11111111-1111-4111-8111-111111111111";
const VAULT = REGISTRY.replace("registry vendorimages", "vault vendor-access");
const WHERE =
  "nothing was read or changed: check the stack's configuration, the identity's tenant and ARM_METADATA_HOSTNAME";

describe("checkPlace", () => {
  const azure = useInProcess();

  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());

  interface Given {
    place?: { cloud?: string; registryId?: string; vaultId?: string };
    env?: Record<string, string>;
    faults?: Fault[];
    /** Is it the program that names the place? @default - the state does */
    isProgramsOwn?: boolean;
  }

  /** What the check says: "" when it agrees. */
  async function check(given: Given): Promise<string> {
    const { place = {}, env: change = {}, faults = [], isProgramsOwn = false } = given;
    const { environment } = azure.emulator;
    const env = { ...environment, ...change };
    const { signal } = new AbortController();
    for (const fault of faults) azure.emulator.faults.add({ times: 6, ...fault });
    const parameter = {
      cloud: environment.ARM_METADATA_HOSTNAME ?? "",
      registryId: azure.registryId,
      vaultId: azure.vaultId,
      ...place,
    };
    const { cloud } = azureAccess(env, { ...azure.http, signal });
    return checkPlace(parameter, {
      env,
      cloud,
      isProgramsOwn: async () => isProgramsOwn,
    }).then(
      () => "",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  }

  const requests = () =>
    azure.emulator.journal
      .entries()
      .filter(({ host }) => host === "arm")
      .map(({ operation }) => operation)
      .sort();

  const failure = (status: number, code: string) => ({ status, code, message: "No." });
  const missing = failure(404, "ResourceNotFound");

  const refused: (Given & { name: string; message: string })[] = [
    {
      name: "the registry is missing",
      faults: [{ operation: "Registries_Get", ...missing }],
      message: `${REGISTRY}: 404 ResourceNotFound: No (request id ID); ${WHERE}; only when the registry is gone for good, run again with CUSTOMER_ACCESS_GONE=vendorimages`,
    },
    {
      name: "the vault is missing",
      faults: [{ operation: "Vaults_Get", ...missing }],
      message: `${VAULT}: 404 ResourceNotFound: No (request id ID); ${WHERE}; only when the vault is gone for good, run again with CUSTOMER_ACCESS_GONE=vendor-access`,
    },
    {
      name: "both are missing, and the registry is said to be gone",
      env: { CUSTOMER_ACCESS_GONE: "vendorimages" },
      faults: [{ ...missing, times: Number.POSITIVE_INFINITY, path: "/vendor" }],
      message: `${VAULT}: 404 ResourceNotFound: No (request id ID); ${WHERE}; only when the vault is gone for good, run again with CUSTOMER_ACCESS_GONE=vendor-access`,
    },
    {
      name: "the identity may not read the registry",
      faults: [{ operation: "Registries_Get", ...failure(403, "AuthorizationFailed") }],
      message: `${REGISTRY}: 403 AuthorizationFailed: No (request id ID); give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry`,
    },
    {
      name: "the identity may not read the vault",
      faults: [{ operation: "Vaults_Get", ...failure(403, "AuthorizationFailed") }],
      message: `${VAULT}: 403 AuthorizationFailed: No (request id ID); give the identity the role "Reader" on the vault`,
    },
    {
      name: "Azure does not accept the identity's token",
      faults: [{ operation: "Registries_Get", ...failure(401, "InvalidAuthenticationToken") }],
      message: `${REGISTRY}: 401 InvalidAuthenticationToken: No (request id ID); ${IDENTITY}`,
    },
    {
      name: "Azure fails without an end",
      faults: [{ operation: "Vaults_Get", ...failure(503, "ServiceUnavailable") }],
      message: `${VAULT}: 503 ServiceUnavailable: No (request id ID); Azure failed; run again`,
    },
  ];
  for (const { name, message, ...given } of refused) {
    it(`fails when ${name}`, async () => {
      expect(await check(given)).to.equal(message);
    });
  }

  it("says of the state's own place that it may be gone, whatever is called nearly the same", async () => {
    const place = { registryId: azure.registryId.replace("vendorimages", "vendorimage") };
    const said = await check({ place });
    expect(said.slice(said.indexOf("; nothing"))).to.equal(
      `; ${WHERE}; only when the registry is gone for good, run again with CUSTOMER_ACCESS_GONE=vendorimage`,
    );
    expect(requests()).to.deep.equal(["Registries_Get", "Vaults_Get"]);
  });

  const malformed = { operation: "Registries_Get", ...failure(400, "InvalidSubscriptionId") };
  for (const [whose, isProgramsOwn, id] of [
    ["the program's, where no subscription's id is near", true, ELSEWHERE],
    ["the state's", false, "11111111-1111-4111-8111-11111111111"],
  ] as const) {
    it(`says of a malformed id of ${whose} only that it is to be corrected`, async () => {
      const place = placeWith({ registryId: `/subscriptions/${id}/` });
      expect(await check({ place, faults: [malformed], isProgramsOwn })).to.equal(
        `${REGISTRY.replace(/[-1-8]{36}$/, id)}: 400 InvalidSubscriptionId: No (request id ID); correct azure-native:subscriptionId`,
      );
    });
  }

  const NOTHING = "nothing was read or changed";
  const mistyped: [what: string, place: Given["place"], advice: string, faults?: Fault[]][] = [
    [
      "a registry",
      { registryId: "/registries/vendorimage" },
      "the resource group has a registry vendorimages; correct customer-access:registryName",
    ],
    [
      "a vault",
      { vaultId: "/vaults/vendor-acess" },
      "the resource group has a vault vendor-access; correct customer-access:vaultName",
    ],
    [
      "the registry's resource group",
      { registryId: "/resourceGroups/registy-access/" },
      "the subscription has a resource group registry-access; correct customer-access:resourceGroupName",
    ],
    [
      "the vault's resource group",
      { vaultId: "/resourceGroups/registy-access/" },
      "the subscription has a resource group registry-access; correct customer-access:vaultResourceGroupName",
    ],
    [
      "the subscription",
      { registryId: "/subscriptions/11111111-1111-4111-8111-111111111112/" },
      "the identity has a subscription 11111111-1111-4111-8111-111111111111; correct azure-native:subscriptionId",
    ],
    [
      "the subscription, whose id is none",
      { registryId: "/subscriptions/11111111-1111-4111-8111-11111111111/" },
      "the identity has a subscription 11111111-1111-4111-8111-111111111111; correct azure-native:subscriptionId",
      [malformed],
    ],
  ];
  for (const [what, change, advice, faults = []] of mistyped) {
    it(`names what is meant where the program has a typing error in ${what}`, async () => {
      const said = await check({ place: placeWith(change ?? {}), faults, isProgramsOwn: true });
      expect(said.slice(said.indexOf("; nothing"))).to.equal(`; ${NOTHING}: ${advice}`);
    });
  }

  it("says what may be wrong with the program's place where no name is near, or none may be listed", async () => {
    const forbidden = (operation: string) => ({
      operation,
      ...failure(403, "AuthorizationFailed"),
    });
    const cases: [Given["place"], Fault[]][] = [
      [{ registryId: "/registries/elsewhere" }, []],
      [{ vaultId: "/resourceGroups/elsewhere/" }, []],
      [{ registryId: `/subscriptions/${ELSEWHERE}/` }, []],
      [{ registryId: "/registries/vendorimage" }, [forbidden("Registries_ListByResourceGroup")]],
    ];
    for (const [change, faults] of cases) {
      const said = await check({ place: placeWith(change ?? {}), faults, isProgramsOwn: true });
      azure.emulator.faults.clear();
      expect(said.slice(said.indexOf("; nothing"))).to.equal(`; ${WHERE}`);
    }
  });

  /** The place with one segment, and its name, in the ids given. */
  function placeWith(change: NonNullable<Given["place"]>): NonNullable<Given["place"]> {
    const ids = { registryId: azure.registryId, vaultId: azure.vaultId };
    return Object.fromEntries(
      Object.entries(change).map(([key, segment]) => {
        const [, kind = ""] = segment.split("/");
        const id = ids[key as keyof typeof ids];
        return [key, id.replace(new RegExp(`/${kind}/[^/]+/?`), segment)];
      }),
    );
  }

  it("fails in another subscription, with Azure's word for it", async () => {
    const place = { registryId: azure.registryId.replace(/1{8}-[-\d]{27}/, ELSEWHERE) };
    expect(await check({ place })).to.equal(
      `finding registry vendorimages in resource group registry-access of subscription ${ELSEWHERE}: 404 SubscriptionNotFound: The subscription '${ELSEWHERE}' could not be found (request id ID); ${WHERE}; only when the registry is gone for good, run again with CUSTOMER_ACCESS_GONE=vendorimages`,
    );
  });

  const clouds: [name: string, cloud: string, env: Record<string, string>, names: string][] = [
    ["a metadata host that is left over", "public", {}, "localhost:PORT"],
    ["another sovereign cloud", "china", { ARM_METADATA_HOSTNAME: "" }, "public"],
    [
      "another metadata host",
      "azure.stack:443",
      { ARM_METADATA_HOSTNAME: "localhost:1" },
      "localhost:1",
    ],
  ];
  for (const [name, cloud, env, names] of clouds) {
    it(`fails without a request for ${name}`, async () => {
      const actual = names.replace("localhost:PORT", new URL(azure.emulator.url).host);
      expect(await check({ place: { cloud }, env })).to.equal(
        `this stack is in the cloud ${cloud}, but the environment names ${actual}; nothing was read or changed: correct ARM_METADATA_HOSTNAME or ARM_ENVIRONMENT; only when that cloud is gone for good, run again with CUSTOMER_ACCESS_GONE=${cloud}`,
      );
      expect(requests()).to.deep.equal([]);
    });
  }

  it("agrees when both are there, after one request each", async () => {
    expect(await check({})).to.equal("");
    expect(requests()).to.deep.equal(["Registries_Get", "Vaults_Get"]);
  });

  it("does not look for a vault that is gone for good, in whatever case it is named", async () => {
    const env = { CUSTOMER_ACCESS_GONE: "Vendor-Access" };
    expect(await check({ env, faults: [{ operation: "Vaults_Get", ...missing }] })).to.equal("");
    expect(requests()).to.deep.equal(["Registries_Get"]);
  });

  it("looks for both in the new cloud when the old one is gone for good", async () => {
    const env = { CUSTOMER_ACCESS_GONE: "azure.stack:443" };
    expect(await check({ place: { cloud: "https://azure.stack:443/" }, env })).to.equal("");
    expect(requests()).to.deep.equal(["Registries_Get", "Vaults_Get"]);
  });
});
