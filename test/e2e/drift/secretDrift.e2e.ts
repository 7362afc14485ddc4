// A secret that was changed or deleted outside Pulumi: what a plain run does about it, and what is left to a person.

import { expect } from "chai";
import { vaultByHand } from "../../helpers/byHand/vaultByHand";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployed } from "../../helpers/deployment";

const entry = (generation: number, more = "") =>
  `customers:\n  contoso: { repositories: [app/api], credential: { generation: ${generation}${more} } }\n`;

describe("a secret that was changed outside Pulumi", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let vault: ReturnType<typeof vaultByHand>;
  let undisturbed: () => Promise<void>;
  let secret: string;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployed(entry(1));
    vault = vaultByHand(deployment.cloud, deployment.emulator.vaults[0]?.uri ?? "");
    secret = (await vault.names())[0] ?? "";
    password = await vault.value(secret);
    undisturbed = await checkpoint(deployment);
  });
  after(() => deployment.close());

  beforeEach(async () => {
    deployment.emulator.faults.clear();
    await deployment.write(entry(1));
    await undisturbed();
  });

  /** Runs plainly, which must succeed, and again, which must find nothing to do. */
  async function up(): Promise<string> {
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect((await deployment.up()).changes).to.deep.equal({});
    return output;
  }

  /** The previous password is in the secret, under its name, and works. */
  async function expectAsBefore(): Promise<void> {
    expect(await vault.names()).to.deep.equal([secret]);
    expect(await vault.value(secret)).to.equal(password);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  }

  /** A new password is handed out, and the one before works on. */
  async function expectAnother(): Promise<void> {
    const now = await vault.value(secret);
    expect(now).to.not.be.oneOf([password, "not-a-password"]);
    expect(await deployment.accepts("contoso", now)).to.equal(true);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  }

  it("gets a new password where somebody wrote another value, and the one before works on", async () => {
    await vault.set(secret, "not-a-password");
    expect(await up()).to.include(`secret ${secret} was written by somebody else`);
    await expectAnother();
  });

  it("gets its tags, its end and its status back, with the same password", async () => {
    await vault.disable(secret);
    expect(await up()).to.match(/secret contoso-registry-\w+ (was disabled|were changed) outside/);
    await expectAsBefore();
  });

  it("is recovered where somebody deleted it, with the same password", async () => {
    await vault.delete(secret);
    expect(await up()).to.include(`secret ${secret} was deleted outside Pulumi`);
    await expectAsBefore();
  });

  it("is the affair of a person where the identity may not recover it, and comes right by what the error says", async () => {
    await vault.delete(secret);
    deployment.emulator.faults.add({ path: "/recover", status: 403, code: "Forbidden" });
    const refused = await deployment.up();
    expect(refused.failed).to.equal(true);
    expect(refused.output).to.include(
      `az keyvault secret recover --vault-name vendor-access --name ${secret}`,
    );
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    await vault.recover(secret);
    expect((await deployment.up()).failed).to.equal(false);
    await expectAsBefore();
  });

  it("gets a new password where it was purged, and the one before works on", async () => {
    await vault.delete(secret);
    await vault.purge(secret);
    expect(await up()).to.include(`secret ${secret} was deleted outside Pulumi`);
    await expectAnother();
  });

  describe("beside a password that is still promised", () => {
    beforeEach(async () => {
      await deployment.write(entry(2));
      expect((await deployment.up()).failed).to.equal(false);
    });

    it("is not replaced when it was purged, until revokeBefore allows it", async () => {
      const second = await vault.value(secret);
      await vault.delete(secret);
      await vault.purge(secret);
      for (const _ of ["one night", "the next"]) {
        const refused = await deployment.up();
        expect(refused.failed).to.equal(true);
        expect(refused.output).to.include("revokeBefore: 2");
        expect(await deployment.accepts("contoso", password)).to.equal(true);
        expect(await deployment.accepts("contoso", second)).to.equal(true);
      }
      await deployment.write(entry(2, ", revokeBefore: 2"));
      await up();
      expect(await deployment.accepts("contoso", second)).to.equal(true);
      expect(await deployment.accepts("contoso", password)).to.equal(false);
      expect(await deployment.accepts("contoso", await vault.value(secret))).to.equal(true);
    });
  });
});
