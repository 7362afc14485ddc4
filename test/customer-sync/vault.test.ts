// What is asked of the customer's vault before anything is declared, and what is refused then.
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { CustomerSyncArgs } from "../../customer-sync/args";
import { requireVaultAccess } from "../../customer-sync/vault";
import { GOOD, VAULT } from "./arguments";

const OWN = "s";
const ELSEWHERE = VAULT.replace("/subscriptions/s/", "/subscriptions/other/");

describe("the customer's vault", () => {
  after(() => pulumi.runtime.disconnect());

  /** What is asked, and how that ends, where the vault decides so. */
  async function asked(
    args: Partial<CustomerSyncArgs>,
    properties: { enableRbacAuthorization?: boolean },
  ): Promise<{ asked: unknown[]; refusal?: string }> {
    const calls: unknown[] = [];
    await pulumi.runtime.setMocks({
      call({ token, inputs }) {
        calls.push([token.split(":").at(-1), inputs]);
        return token.endsWith(":getVault") ? { properties } : { subscriptionId: OWN };
      },
      newResource: () => {
        throw new Error("nothing may be declared");
      },
    });
    const error = await requireVaultAccess({ ...GOOD, ...args }).then(
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
    const onlyConfig = ASKED.slice(0, 1);
    expect(await asked({ password: theirs }, POLICIES)).to.deep.equal({ asked: onlyConfig });
    const refusal =
      "the vault contoso-sync is in the subscription other, and this stack writes to s; take a vault there, or give password.secretId of a vault that uses roles";
    for (const args of [
      { password: theirs, vaultAccess: "policy" as const },
      { password: { value: "p", vaultId: ELSEWHERE } },
    ]) {
      expect(await asked(args, POLICIES)).to.deep.equal({ asked: onlyConfig, refusal });
    }
  });

  it("is left to the component where its id is none", async () => {
    expect(await asked({ password: { secretId: "vendor-password" } }, ROLES)).to.deep.equal({
      asked: [],
    });
  });
});
