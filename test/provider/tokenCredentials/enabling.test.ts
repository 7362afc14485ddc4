// A password that was made while its token was disabled: nobody could log in with it then, so it is proven later.

import { expect } from "chai";
import { changedAnswers } from "../changedAnswers";
import { useCredentialsStack } from "./credentialsStack";
import { failure, text } from "./outcome";

describe("TokenCredentials: a password that was made while the token was disabled", () => {
  const stack = useCredentialsStack();

  const logins = () => stack.requests().filter((request) => request.startsWith("Login"));

  /** A slot that is made again, so that the registry knows its password only after a minute. */
  async function makeWhileDisabled(delaySeconds = 60): Promise<void> {
    stack.connect(undefined, { client: changedAnswers(() => "{}") });
    await failure(stack.up());
    stack.connect();
    stack.azure.emulator.behaviours.regeneratedSlotDelaySeconds = delaySeconds;
    await stack.up({ enabled: false });
    expect(logins()).to.deep.equal([]);
  }

  it("logs in before the run that enables the token is done with it", async () => {
    await makeWhileDisabled();
    expect(await stack.up()).to.equal("updated");
    expect(stack.waitedMs).to.equal(60_000);
    expect(logins()).to.deep.equal([...Array<string>(20).fill("Login 401"), "Login 200"]);
    expect(await stack.accepts(stack.password)).to.equal(true);
    expect(await stack.up()).to.equal("same");
  });

  it("fails the run that enables the token when it is refused for 90 seconds, and the next one tries again", async () => {
    await makeWhileDisabled(200);
    const refused =
      "token contoso-pull: password1 was made while the token was disabled: the registry refuses it since 90 seconds, and the secret stays disabled; run again, and when that does not help, raise `generation`";
    expect(text(await failure(stack.up()))).to.equal(refused);
    expect(stack.waitedMs).to.equal(90_000);
    expect(text(await failure(stack.up()))).to.equal(refused);

    expect(await stack.up()).to.equal("updated");
    expect(stack.waitedMs).to.be.lessThan(90_000);
    expect(await stack.accepts(stack.password)).to.equal(true);
    expect(await stack.up()).to.equal("same");
  });

  it("is replaced when `generation` is raised because it does not work", async () => {
    await makeWhileDisabled(1_000);
    await failure(stack.up());
    stack.azure.emulator.behaviours.regeneratedSlotDelaySeconds = 0;
    expect(await stack.up({ generation: 2 })).to.equal("updated");
    expect(logins()).to.deep.equal(["Login 200"]);
    expect(await stack.accepts(stack.password)).to.equal(true);
    expect(await stack.up({ generation: 2 })).to.equal("same");
  });

  it("is told from others in a preview, which asks the registry nothing", async () => {
    await makeWhileDisabled();
    expect(await stack.up({}, { isPreview: true })).to.equal("updated");
    expect(logins()).to.deep.equal([]);
    expect(stack.lines).to.deep.equal([
      "info: the token is enabled again",
      "info: no new password: password1 works until 2026-04-30, the next one comes on 2026-03-31",
    ]);
    await stack.up();
    expect(stack.preview).to.deep.equal(stack.state?.outputs);
  });

  it("is tried once when the registry cannot be reached, with a warning", async () => {
    await makeWhileDisabled(0);
    stack.azure.emulator.faults.add({ path: "/oauth2/token", status: 403, times: Infinity });
    expect(await stack.up()).to.equal("updated");
    stack.azure.emulator.faults.clear();
    expect(stack.lines.filter((line) => line.startsWith("warning"))).to.deep.equal([
      `warning: the new password could not be proven by a login: ${stack.azure.loginServer} answers 403`,
    ]);
    expect(await stack.up()).to.equal("same");
  });

  it("is not tried without verifyLogin", async () => {
    await makeWhileDisabled(0);
    expect(await stack.up({ verifyLogin: false })).to.equal("updated");
    expect(logins()).to.deep.equal([]);
    expect(await stack.up({ verifyLogin: false })).to.equal("same");
  });

  it("is not tried when it has ended meanwhile", async () => {
    await makeWhileDisabled(0);
    stack.azure.emulator.clock.set("2026-05-01T03:00:00Z");
    expect(await stack.up({}, { mayRotate: false })).to.equal("updated");
    expect(logins()).to.deep.equal([]);
    expect(await stack.up()).to.equal("updated");
    expect(logins()).to.deep.equal(["Login 200"]);
    expect(await stack.up()).to.equal("same");
  });

  it("is not tried when it was proven before the token was disabled", async () => {
    await stack.up();
    await stack.up({ enabled: false });
    expect(await stack.up()).to.equal("updated");
    expect(logins()).to.deep.equal([]);
  });
});
