// A change whose run is killed after Azure's answer, and which is reverted before the next run: the state does not contain it.

import { expect } from "chai";
import { readerName } from "../../../components/names";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { killedUp } from "../../helpers/killedUp";
import { WATCHER } from "../../helpers/lives/heldPasswords";
import { IS_LONG } from "../../helpers/longRun";
import { recoverIn } from "../../helpers/recoverIn";
import { readState } from "../../helpers/stateFile";
import { ONE_CUSTOMER } from "../../helpers/usualFiles";

describe("a killed run whose change is taken back", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let password: string | undefined;

  const write = (state: "active" | "suspended", repositories = "app/api", more = "") =>
    deployment.write(
      `customers:\n  contoso: { repositories: [${repositories}], state: ${state}${more} }\n`,
    );

  /**
   * Kills a run when the answer to an operation is ready, and takes the lock away that it left.
   *
   * @param noted what the state says then: the engine writes it before it asks for anything, with all that came before
   */
  async function kill(
    operation = "VaultSecrets_Update",
    noted = "updating contoso-secret",
  ): Promise<void> {
    const last = await killedUp(
      deployment,
      // The vault refuses a request without a token first.
      ({ phase, entry }) =>
        phase === "after" && entry.operation === operation && entry.status !== 401,
    );
    expect(last?.operation).to.equal(operation);
    const { pending } = readState(deployment.folder);
    expect(
      pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`),
    ).to.deep.equal([noted]);
    await deployment.stack.cancel();
  }

  before(async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    password = await deployment.password("contoso");
  });
  after(() => deployment.close());

  for (const [what, first, second] of [
    ["lets the customer read the secret, when they were suspended", "active", "suspended"],
    ["closes the secret, when they were let in again", "suspended", "active"],
  ] as const) {
    it(`is followed by one that ${what}`, async () => {
      const readable = (state: typeof first | typeof second) =>
        state === "active" ? password : undefined;
      await write(first);
      expect((await deployment.up()).failed).to.equal(false);
      await write(second);
      await kill();
      expect((await deployment.password("contoso")) === readable(second)).to.equal(true);
      await write(first);
      const { failed, output } = await deployment.up();
      expect(failed, output).to.equal(false);
      expect((await deployment.password("contoso")) === readable(first)).to.equal(true);
      expect(await deployment.accepts("contoso", password)).to.equal(first === "active");
      expect((await deployment.up()).changes).to.deep.equal({});
    });
  }

  for (const [what, first, second] of [
    ["widened", "app/api", "app/api, app/web"],
    ["narrowed", "app/api, app/web", "app/api"],
  ] as const) {
    // One PUT of the same resource as the other.
    if (what === "widened" && !IS_LONG) continue;
    it(`is followed by one that grants what the file says, when it was ${what}`, async () => {
      await write("active", first);
      expect((await deployment.up()).failed).to.equal(false);
      const before = await granted();
      await write("active", second);
      await kill("ScopeMaps_Create", "updating contoso-scope-map");
      expect(await granted()).to.not.deep.equal(before);
      await write("active", first);
      const { failed, output } = await deployment.up();
      expect(failed, output).to.equal(false);
      expect(await granted()).to.deep.equal(before);
      expect((await deployment.up()).changes).to.deep.equal({});
    });
  }

  for (const [what, first, second] of [
    ["wider", "app/api", "app/api, app/web"],
    ["narrower", "app/api, app/web", "app/api"],
  ] as const) {
    it(`and whose state was restored is followed by one that grants what the file says, when Azure's was ${what}`, async () => {
      await write("active", first);
      await deployment.up();
      const before = await granted();
      const backup = await deployment.stack.exportStack();
      await write("active", second);
      expect((await deployment.up()).failed).to.equal(false);
      expect(await granted()).to.not.deep.equal(before);
      await write("active", first);
      await deployment.stack.importStack(backup);
      const { failed, output } = await deployment.up();
      expect(failed, output).to.equal(false);
      expect(output).to.include(
        "the state is older than the scope maps of contoso, which are written again",
      );
      expect(await granted()).to.deep.equal(before);
      expect((await deployment.up()).changes).to.deep.equal({});
    });
  }

  describe("with a reader", () => {
    let reader: string;
    let readers: string;
    before(() => {
      const { principals } = deployment.emulator;
      reader = principals.find(({ name }) => name === "contoso-deployment")?.objectId ?? "";
      readers = `, readers: [${reader}]`;
    });

    /** How many roles the reader has at secrets of the vault. */
    async function roles(): Promise<number> {
      const azure = EmulatedAzure.visit(deployment.emulator, WATCHER);
      const at = `${azure.vaultId}/providers/Microsoft.Authorization/roleAssignments`;
      const filter = encodeURIComponent(`principalId eq '${reader}'`);
      const { body } = await azure.arm("GET", `${at}?$filter=${filter}`, undefined, "2022-04-01");
      azure.leave();
      return (body as { value: unknown[] }).value.length;
    }

    it("gives them the role again only with --refresh, when it was taken away", async () => {
      await write("active", "app/api", readers);
      expect((await deployment.up()).failed).to.equal(false);
      await write("active");
      await kill("RoleAssignments_Delete", `deleting ${readerName("contoso", reader)}`);
      await write("active", "app/api", readers);
      const plain = await deployment.up();
      expect(plain.failed, plain.output).to.equal(false);
      expect(await roles()).to.equal(0);
      const { failed, output } = await deployment.up({ refresh: true });
      expect(failed, output).to.equal(false);
      expect(await roles()).to.equal(1);
    });

    it("takes the role from them only after a recovery, when it was given", async () => {
      await write("active");
      expect((await deployment.up()).failed).to.equal(false);
      expect(await roles()).to.equal(0);
      await write("active", "app/api", readers);
      await kill("RoleAssignments_Create", `creating ${readerName("contoso", reader)}`);
      await write("active");
      const { failed, output } = await deployment.up({ refresh: true });
      expect(failed, output).to.equal(false);
      expect(await roles()).to.equal(1);
      expect((await recoverIn(deployment, true)).exitCode).to.equal(0);
      expect((await deployment.up()).changes).to.deep.equal({ delete: 1 });
      expect(await roles()).to.equal(0);
    });
  });

  it("recovers the deleted secret and publishes a new password in it, when an unprotected customer was removed", async () => {
    await deployment.stack.setConfig("customer-access:protect", { value: "false" });
    await write("active");
    expect((await deployment.up()).failed).to.equal(false);
    const before = await deployment.password("contoso");
    await deployment.write("customers:\n  fabrikam: { repositories: [app/api] }\n");
    await kill("Secrets_Delete", "deleting contoso-secret");
    expect(await deployment.accepts("contoso", before)).to.equal(false);
    await write("active");
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(output).to.include("was deleted outside Pulumi");
    const now = await deployment.password("contoso");
    expect(now).to.not.be.oneOf([undefined, before]);
    expect(await deployment.accepts("contoso", now)).to.equal(true);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  async function granted(): Promise<unknown> {
    const azure = EmulatedAzure.visit(deployment.emulator, WATCHER);
    const { body } = await azure.arm("GET", "scopeMaps/contoso-pull");
    azure.leave();
    return (body as { properties: { actions: string[] } }).properties.actions;
  }
});
