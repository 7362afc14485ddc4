// What is asked about the customer's vault and registry before anything is declared, and what is refused then.
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { CustomerSyncArgs } from "../../customer-sync/args";
import { requirePlaces } from "../../customer-sync/places";
import { GOOD, VAULT } from "./arguments";

const OWN = "s";
const ELSEWHERE = VAULT.replace("/subscriptions/s/", "/subscriptions/other/");

/** The engine's words for a refusal of Azure. */
const refused = (token: string, status: number, code: string) =>
  `invocation of ${token} returned an error: Status=${status} Code="${code}" Message="no\n  more"`;

describe("the customer's vault and registry", () => {
  after(() => pulumi.runtime.disconnect());

  /** What is asked, and how that ends, where the vault decides so, and some questions are refused. */
  async function asked(
    args: Partial<CustomerSyncArgs>,
    properties: { enableRbacAuthorization?: boolean },
    refusals: Readonly<Record<string, string>> = {},
  ): Promise<{ asked: unknown[]; refusal?: string }> {
    const calls: unknown[] = [];
    await pulumi.runtime.setMocks({
      call({ token, inputs }) {
        const name = token.split(":").at(-1) ?? "";
        calls.push([name, inputs]);
        const details = refusals[name];
        // As an error of gRPC comes.
        if (details !== undefined) throw Object.assign(new Error(), { details });
        return token.endsWith(":getVault") ? { properties } : { subscriptionId: OWN };
      },
      newResource: () => {
        throw new Error("nothing may be declared");
      },
    });
    const error = await requirePlaces({ ...GOOD, ...args }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    if (error === undefined) return { asked: calls };
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    return { asked: calls, refusal: error.message };
  }
  const ASKED = [
    ["getClientConfig", {}],
    ["getVault", { resourceGroupName: "g", vaultName: "contoso-sync" }],
    ["getRegistry", { resourceGroupName: "g", registryName: "contosoimages" }],
  ];
  const ROLES = { enableRbacAuthorization: true };
  const POLICIES = { enableRbacAuthorization: false };

  it("is taken where it decides as the arguments say", async () => {
    expect(await asked({}, ROLES)).to.deep.equal({ asked: ASKED });
    const made = { value: "p", vaultId: VAULT };
    expect(await asked({ password: made, vaultAccess: "role" }, ROLES)).to.deep.equal({
      asked: ASKED,
    });
    expect(await asked({ vaultAccess: "policy" }, POLICIES)).to.deep.equal({ asked: ASKED });
  });

  for (const properties of [POLICIES, {}]) {
    it(`is refused with a role where it decides by policies: ${JSON.stringify(properties)}`, async () => {
      expect(await asked({}, properties)).to.deep.equal({
        asked: ASKED,
        refusal:
          "the vault contoso-sync decides by access policies, so a role has no effect; write policy, with which the workflows may read every secret of this vault: `pulumi config set customer-sync:vaultAccess policy`; or take a vault that uses roles",
      });
    });
  }

  it("is refused with a policy where it decides by roles", async () => {
    expect(await asked({ vaultAccess: "policy" }, ROLES)).to.deep.equal({
      asked: ASKED,
      refusal:
        "the vault contoso-sync decides by roles, so an access policy has no effect; leave vaultAccess out, or write role: `pulumi config rm customer-sync:vaultAccess`",
    });
  });

  it("is not asked in another subscription, and is taken there only if nothing is written to it", async () => {
    const theirs = { secretId: `${ELSEWHERE}/secrets/vendor-password` };
    const notTheVault = ASKED.filter(([name]) => name !== "getVault");
    expect(await asked({ password: theirs }, POLICIES)).to.deep.equal({ asked: notTheVault });
    const refusal =
      "the vault contoso-sync is in the subscription other, and this stack writes to s; take a vault there, or give password.secretId of a vault that uses roles";
    for (const args of [
      { password: theirs, vaultAccess: "policy" as const },
      { password: { value: "p", vaultId: ELSEWHERE } },
    ]) {
      expect(await asked(args, POLICIES)).to.deep.equal({ asked: notTheVault, refusal });
    }
  });

  it("are left to the component where their ids are none", async () => {
    const none = { password: { secretId: "vendor-password" }, targetRegistryId: "contosoimages" };
    expect(await asked(none, ROLES)).to.deep.equal({ asked: ASKED.slice(0, 1) });
  });

  it("are refused both where they are not there, or may not be read", async () => {
    const getVault = refused("azure-native:keyvault:getVault", 404, "ResourceNotFound");
    const getRegistry = refused(
      "azure-native:containerregistry:getRegistry",
      403,
      "AuthorizationFailed",
    );
    expect(await asked({}, ROLES, { getVault, getRegistry })).to.deep.equal({
      asked: ASKED,
      refusal: [
        'password.secretId: there is no vault contoso-sync in the resource group g, or you may not read it; correct the id, or ask for the right to read (Azure: Status=404 Code="ResourceNotFound" Message="no more")',
        'targetRegistryId: there is no registry contosoimages in the resource group g, or you may not read it; correct the id, or ask for the right to read (Azure: Status=403 Code="AuthorizationFailed" Message="no more")',
      ].join("\n"),
    });
    const made = { value: "p", vaultId: VAULT };
    const { refusal } = await asked({ password: made }, ROLES, { getVault });
    expect(refusal?.split(":")[0]).to.equal("password.vaultId");
  });

  it("are refused with Azure's words where it does not answer", async () => {
    const getVault = refused("azure-native:keyvault:getVault", 503, "ServerBusy");
    expect(await asked({}, ROLES, { getVault })).to.deep.equal({
      asked: ASKED,
      refusal:
        'password.secretId: Azure does not say how the vault contoso-sync decides; run it again (Azure: Status=503 Code="ServerBusy" Message="no more")',
    });
    const getRegistry = "the connection broke";
    expect(await asked({}, ROLES, { getRegistry })).to.deep.equal({
      asked: ASKED,
      refusal:
        "targetRegistryId: Azure does not say whether the registry contosoimages is there; run it again (Azure: the connection broke)",
    });
  });

  it("are not asked about by somebody who is not logged in", async () => {
    const getClientConfig = "no credential";
    expect(await asked({}, ROLES, { getClientConfig })).to.deep.equal({
      asked: ASKED.slice(0, 1),
      refusal:
        "Azure does not say who you are; log in with `az login`, or set the variables ARM_* (Azure: no credential)",
    });
  });

  it("are taken where the registry is in another subscription, which is not asked", async () => {
    const targetRegistryId = GOOD.targetRegistryId.replace("/s/", "/other/");
    expect(await asked({ targetRegistryId }, ROLES)).to.deep.equal({ asked: ASKED.slice(0, 2) });
  });
});
