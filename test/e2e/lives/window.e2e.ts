// The time in which the registry still refuses a password that it made in a used slot, on the real engine.

import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { HeldPasswords, WATCHER } from "../../helpers/lives/heldPasswords";
import { ONE_CUSTOMER } from "../../helpers/usualFiles";

/** More days than from one rotation to the next, and fewer than a password's 90. */
const DAYS_TO_THE_NEXT_ROTATION = 65;

/** Two seconds for a run that waits for its end: about 60 in Azure. */
const SHORT_SECONDS = 2;
/** It ends when the test moves the clock, however slow the machine is. */
const LONG_SECONDS = 600;

describe("a password in a used slot", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let held: HeldPasswords;

  before(async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    held = await HeldPasswords.watch(deployment.emulator, ["contoso"]);
    deployment.advanceDays(DAYS_TO_THE_NEXT_ROTATION);
    await deployment.up();
  });
  after(async () => {
    held.close();
    await deployment.close();
  });

  /** Rotates into the slot of a password that has ended. @returns whether each new password logged in when the vault got it */
  async function rotate(): Promise<boolean[]> {
    deployment.advanceDays(DAYS_TO_THE_NEXT_ROTATION);
    const outcomes: boolean[] = [];
    const release = deployment.emulator.intercept(async ({ phase, entry }) => {
      if (phase === "before" || entry.userAgent === WATCHER) return;
      if (entry.operation !== "VaultSecrets_CreateOrUpdate") return;
      const newest = (await held.all()).at(-1);
      outcomes.push(newest !== undefined && (await held.accepts(newest)));
    });
    const { failed, output } = await deployment.up();
    release();
    expect(failed, output).to.equal(false);
    return outcomes;
  }

  const works = async () => Promise.all((await held.all()).map((each) => held.accepts(each)));

  it("is not in the vault before it logs in", async () => {
    deployment.emulator.behaviours.regeneratedSlotDelaySeconds = SHORT_SECONDS;
    expect(await rotate()).to.deep.equal([true]);
    expect(await works()).to.deep.equal([false, true, true]);
  });

  it("is there at once without verifyLogin, and is refused for a while", async () => {
    await deployment.stack.setConfig("customer-access:verifyLogin", { value: "false" });
    deployment.emulator.behaviours.regeneratedSlotDelaySeconds = LONG_SECONDS;
    expect(await rotate()).to.deep.equal([false]);
    deployment.emulator.clock.advanceSeconds(LONG_SECONDS);
    expect(await works()).to.deep.equal([false, false, true, true]);
  });
});
