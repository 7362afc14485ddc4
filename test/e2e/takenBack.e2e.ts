// A change whose run is killed when Azure has answered, and which is taken back before the next run: what the state does not know of.

import { expect } from "chai";
import { EmulatedAzure } from "../emulator/useEmulator";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { WATCHER } from "../helpers/heldPasswords";
import { killedUp } from "../helpers/killedUp";

describe("a killed run whose change is taken back", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let password: string | undefined;

  const write = (state: "active" | "suspended", repositories = "app/api", more = "") =>
    deployment.write(
      `customers:\n  contoso: { repositories: [${repositories}], state: ${state}${more} }\n`,
    );

  /** Kills a run when the answer to an operation is ready, and takes the lock away that it left. */
  async function kill(operation = "VaultSecrets_CreateOrUpdate"): Promise<void> {
    const last = await killedUp(
      deployment,
      ({ phase, entry }) => phase === "after" && entry.operation === operation,
    );
    expect(last?.operation).to.equal(operation);
    await deployment.stack.cancel();
  }

  before(async () => {
    deployment = await openDeployment();
    await write("active");
    expect((await deployment.up()).failed).to.equal(false);
    password = await deployment.password("contoso");
  });
  after(() => deployment.close());

  it("is followed by one that lets the customer read the secret, when they are active again", async () => {
    await write("suspended");
    await kill();
    await write("active");
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect((await deployment.password("contoso")) === password).to.equal(true);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("is followed by one that closes the secret, when they are suspended all the same", async () => {
    await write("suspended");
    expect((await deployment.up()).failed).to.equal(false);
    await write("active");
    await kill();
    await write("suspended");
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect((await deployment.password("contoso")) === undefined).to.equal(true);
    expect(await deployment.accepts("contoso", password)).to.equal(false);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  for (const [what, first, second] of [
    ["widened", "app/api", "app/api, app/web"],
    ["narrowed", "app/api, app/web", "app/api"],
  ] as const) {
    it(`is followed by one that grants what the file says, when it was ${what}`, async () => {
      await write("active", first);
      expect((await deployment.up()).failed).to.equal(false);
      const before = await granted();
      await write("active", second);
      await kill("ScopeMaps_Create");
      expect(await granted()).to.not.deep.equal(before);
      await write("active", first);
      const { failed, output } = await deployment.up();
      expect(failed, output).to.equal(false);
      expect(await granted()).to.deep.equal(before);
      expect((await deployment.up()).changes).to.deep.equal({});
    });
  }

  it("gives a reader the role again only with --refresh, as the documents say", async () => {
    const [principal] = deployment.emulator.principals;
    const readers = `, readers: [${principal?.objectId}]`;
    await write("active", "app/api", readers);
    expect((await deployment.up()).failed).to.equal(false);
    await write("active");
    await kill("RoleAssignments_Delete");
    await write("active", "app/api", readers);
    expect((await deployment.up()).changes.create).to.equal(undefined);
    const { failed, output, changes } = await deployment.up({ refresh: true });
    expect(failed, output).to.equal(false);
    expect(changes.create).to.equal(1);
  });

  async function granted(): Promise<unknown> {
    const azure = EmulatedAzure.visit(deployment.emulator, WATCHER);
    const { body } = await azure.arm("GET", "scopeMaps/contoso-pull");
    azure.leave();
    return (body as { properties: { actions: string[] } }).properties.actions;
  }
});
