// The minute in which the registry still refuses a password that it made in a used slot: nobody is handed one then.

import { expect } from "chai";
import type { EmulatedAzure } from "../../../emulator/useEmulator";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";

/** About this long, as Azure documents: see `regeneratedSlotDelaySeconds` of the emulator. */
const DELAY_SECONDS = 60;

describe("TokenSecret: a slot that is used again", () => {
  const stack = useSecretStack();
  let customer: EmulatedAzure;
  let handedOut = "";
  let endTrying = () => {};

  /** On 2026-04-30 the third password is due. It goes where the first one was, which ended on that day. */
  beforeEach(async () => {
    const { clock, behaviours } = stack.azure.emulator;
    customer = stack.azure.as("customer");
    await stack.up();
    clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    handedOut = await stack.secret.password();
    clock.set("2026-04-30T03:00:00Z");
    behaviours.regeneratedSlotDelaySeconds = DELAY_SECONDS;
  });
  afterEach(() => {
    endTrying();
  });

  /** Whether the password that is in the vault logs in, tried after each request of a run. */
  function tried(): boolean[] {
    const outcomes: boolean[] = [];
    endTrying = stack.azure.emulator.intercept(async ({ phase, entry }) => {
      if (phase === "before" || ["customer", "somebody"].includes(entry.userAgent)) return;
      const password = await stack.secret.password();
      outcomes.push((await customer.login("contoso-pull", password)).status === 200);
    });
    return outcomes;
  }

  const logins = () => stack.requests().filter((request) => request.startsWith("Login"));

  it("is handed out when its password logs in, and the one before works all the time", async () => {
    const outcomes = tried();
    expect(await stack.up()).to.equal("updated");
    expect(stack.waitedMs).to.equal(DELAY_SECONDS * 1000);
    expect(logins()).to.deep.equal([...Array<string>(20).fill("Login 401"), "Login 200"]);
    expect(outcomes.length).to.be.greaterThan(20);
    expect(new Set(outcomes)).to.deep.equal(new Set([true]));
    expect(await stack.secret.password()).to.not.equal(handedOut);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.accepts(handedOut)).to.equal(true);
  });

  it("fails when its password does not log in within 90 seconds, and the next run corrects it", async () => {
    const { behaviours } = stack.azure.emulator;
    behaviours.regeneratedSlotDelaySeconds = 1_000;
    const outcomes = tried();
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull: password1 was generated but is not published: the registry still refuses it after 90 seconds; the previous password stays in the vault; run again to generate it again",
    );
    expect(stack.waitedMs).to.equal(90_000);
    expect(await stack.secret.password()).to.equal(handedOut);

    behaviours.regeneratedSlotDelaySeconds = DELAY_SECONDS;
    expect(await stack.up()).to.equal("updated");
    // First the vault is asked again: the run before may have published the password, for all that the state knows.
    expect(stack.waitedMs).to.equal(10_000 + DELAY_SECONDS * 1000);
    expect(new Set(outcomes)).to.deep.equal(new Set([true]));
    expect(await stack.secret.password()).to.not.equal(handedOut);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.accepts(handedOut)).to.equal(true);
    expect(await stack.listedSlots()).to.have.members(["password1", "password2"]);
    expect(await stack.up()).to.equal("same");
  });

  it("is not handed out unverified when the registry stops answering for a moment", async () => {
    const { faults } = stack.azure.emulator;
    faults.add({ path: "/oauth2/token", status: 403, code: "DENIED", skip: 2, times: 3 });
    expect(await stack.up()).to.equal("updated");
    expect(logins().slice(0, 6)).to.deep.equal([
      ...Array<string>(2).fill("Login 401"),
      ...Array<string>(3).fill("Login 403"),
      "Login 401",
    ]);
    expect(stack.waitedMs).to.equal(DELAY_SECONDS * 1000);
    expect(stack.lines.filter((line) => line.startsWith("warning"))).to.deep.equal([]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("makes no wait where a token has none yet", async () => {
    await stack.reset();
    stack.azure.emulator.behaviours.regeneratedSlotDelaySeconds = DELAY_SECONDS;
    await stack.up();
    expect(stack.waitedMs).to.equal(0);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("is handed out at once without verifyLogin, a minute before its password logs in", async () => {
    const { clock } = stack.azure.emulator;
    expect(await stack.up({ verifyLogin: false })).to.equal("updated");
    expect(logins()).to.deep.equal([]);
    expect(stack.waitedMs).to.equal(0);
    const made = clock.now().getTime();
    const outcomes: [number, boolean][] = [];
    for (const seconds of [0, DELAY_SECONDS - 5, DELAY_SECONDS + 1]) {
      clock.set(new Date(made + seconds * 1000).toISOString());
      outcomes.push([seconds, await stack.isHandedOutAccepted()]);
    }
    expect(outcomes).to.deep.equal([
      [0, false],
      [DELAY_SECONDS - 5, false],
      [DELAY_SECONDS + 1, true],
    ]);
    expect(await stack.accepts(handedOut)).to.equal(true);
  });
});
