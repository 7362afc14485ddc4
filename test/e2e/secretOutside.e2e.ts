// A secret that was changed or deleted outside: what a run does about it, and by which commands a person puts it right.

import { expect } from "chai";
import { checkpoint } from "../helpers/checkpoint";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { outsideVault } from "../helpers/outsideVault";
import { pulumiCli } from "../helpers/pulumiCli";

const entry = (generation: number) =>
  `customers:\n  contoso: { repositories: [app/api], credential: { generation: ${generation} } }\n`;

const URN = (type: string, name: string) =>
  `urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess$${type}::${name}`;
const CUSTOMER = URN("customer-access:index:Customer", "contoso");
const SUFFIX = URN(
  "customer-access:index:Customer$random:index/randomString:RandomString",
  "contoso-suffix",
);

describe("a secret that was changed outside", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let vault: ReturnType<typeof outsideVault>;
  let undisturbed: () => Promise<void>;
  let secret: string;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployment();
    vault = outsideVault(deployment.cloud, deployment.emulator.vaults[0]?.uri ?? "");
    await deployment.write(entry(1));
    expect((await deployment.up()).failed).to.equal(false);
    secret = (await vault.names())[0] ?? "";
    password = await vault.value(secret);
    undisturbed = await checkpoint(deployment);
  });
  after(() => deployment.close());

  beforeEach(async () => {
    deployment.emulator.behaviours.armSecretNotFoundCode = "SecretNotFound";
    await deployment.write(entry(1));
    await undisturbed();
  });

  const secretId = () => {
    const { subscriptionId, resourceGroupName } = deployment.emulator;
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.KeyVault/vaults/vendor-access/secrets/${secret}`;
  };

  /** The password of before stands in the secret, under its name, and works. */
  async function expectAsBefore(): Promise<void> {
    expect(await vault.names()).to.deep.equal([secret]);
    expect(await vault.value(secret)).to.equal(password);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  }

  /** Runs the CLI, which must succeed. */
  async function pulumi(...args: string[]): Promise<void> {
    const { exitCode, output } = await pulumiCli(deployment, args);
    expect(exitCode, output).to.equal(0);
  }

  describe("when somebody wrote another value", () => {
    beforeEach(() => vault.set(secret, "not-a-password"));

    it("has a new password after `generation` was raised, and the one before works on", async () => {
      await deployment.write(entry(2));
      expect((await deployment.up()).failed).to.equal(false);
      const now = await vault.value(secret);
      expect(now).to.not.be.oneOf([password, "not-a-password"]);
      expect(await deployment.accepts("contoso", now)).to.equal(true);
      expect(await deployment.accepts("contoso", password)).to.equal(true);
    });

    it("has the password of before again after --refresh, where the other value came without our tags", async () => {
      const result = await deployment.up({ refresh: true });
      expect(result.failed).to.equal(false);
      expect(result.changes).to.deep.equal({ update: 1 });
      await expectAsBefore();
    });
  });

  describe("when somebody deleted it", () => {
    beforeEach(() => vault.delete(secret));

    it("is back by recovering it, and the next run changes nothing", async () => {
      await vault.recover(secret);
      expect((await deployment.up()).changes).to.deep.equal({});
      await expectAsBefore();
    });

    it("gets a password that was issued meanwhile from the first run after it is recovered", async () => {
      await deployment.write(entry(2));
      const refused = await deployment.up();
      expect(refused.failed).to.equal(true);
      expect(refused.output).to.match(
        /Status=409 Code="Conflict" Message="Secret contoso-registry-\w+ is currently in a deleted but recoverable state/,
      );
      expect(await deployment.accepts("contoso", password)).to.equal(true);
      await vault.recover(secret);
      expect((await deployment.up()).changes).to.deep.equal({ update: 1 });
      const now = await vault.value(secret);
      expect(now).to.not.equal(password);
      expect(await deployment.accepts("contoso", now)).to.equal(true);
      expect(await deployment.accepts("contoso", password)).to.equal(true);
    });
  });

  describe("when somebody deleted it, and a run with --refresh looks for it", () => {
    beforeEach(() => vault.delete(secret));

    it("stops the run where Azure answers SecretNotFound, and recovering it is all that is needed", async () => {
      const stopped = await deployment.up({ refresh: true });
      expect(stopped.failed).to.equal(true);
      expect(stopped.output).to.contain(
        `Status=404 Code="SecretNotFound" Message="A secret with (name/id) ${secret} was not found in this key vault.`,
      );
      expect(await deployment.accepts("contoso", password)).to.equal(true);
      expect((await deployment.up()).changes).to.deep.equal({});
      await vault.recover(secret);
      const { changes, failed } = await deployment.up({ refresh: true });
      expect([changes, failed]).to.deep.equal([{}, false]);
      await expectAsBefore();
    });

    for (const code of ["NotFound", "ResourceNotFound"]) {
      it(`recovers it in the same run, with the same password, where Azure answers ${code}`, async () => {
        deployment.emulator.behaviours.armSecretNotFoundCode = code;
        const { changes, failed, output } = await deployment.up({ refresh: true });
        expect(failed, output).to.equal(false);
        expect(changes).to.deep.equal({ create: 1 });
        await expectAsBefore();
        expect((await deployment.up()).changes).to.deep.equal({});
      });
    }
  });

  describe("when somebody deleted it, a run with --refresh forgot it, and its identity may not recover it", () => {
    let forgotten: (() => Promise<void>) | undefined;

    beforeEach(async () => {
      deployment.emulator.behaviours.armSecretNotFoundCode = "NotFound";
      if (forgotten !== undefined) return forgotten();
      await vault.delete(secret);
      deployment.emulator.faults.add({ path: "/recover", status: 403, code: "Forbidden" });
      const refused = await deployment.up({ refresh: true });
      expect(refused.failed).to.equal(true);
      expect(refused.output).to.match(
        /POST https:\/\/localhost:\d+\/deletedsecrets\/contoso-registry-\w+\/recover\s+-+\s+RESPONSE 403: 403 Forbidden\s+ERROR CODE: Forbidden/,
      );
      forgotten = await checkpoint(deployment);
    });

    it("is back by recovering and importing it", async () => {
      await vault.recover(secret);
      const parent = ["--parent", `contoso=${CUSTOMER}`];
      const quiet = ["--generate-code=false", "--skip-preview", "--yes"];
      const what = ["azure-native:keyvault:Secret", "contoso-secret", secretId()];
      await pulumi("import", ...what, ...parent, ...quiet);
      expect((await deployment.up()).changes).to.deep.equal({ update: 1 });
      await expectAsBefore();
      expect((await deployment.up()).changes).to.deep.equal({});
    });

    it("is made anew with the same password when its name was purged", async () => {
      await vault.purge(secret);
      expect((await deployment.up()).changes).to.deep.equal({ create: 1 });
      await expectAsBefore();
    });

    it("is made anew under another name, with the same password, by replacing its suffix", async () => {
      await pulumi("state", "unprotect", SUFFIX, "--yes");
      const result = await deployment.up({ replace: [SUFFIX] });
      expect(result.changes, result.output).to.deep.equal({ create: 1, replace: 1 });
      const [name = ""] = await vault.names();
      expect(name)
        .to.match(/^contoso-registry-[a-z0-9]{6}$/)
        .and.not.equal(secret);
      secret = name;
      await expectAsBefore();
    });
  });
});
