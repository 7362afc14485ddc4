// The login that verifies a password, long-running operations, and a run that is cancelled.

import { expect } from "chai";
import type { RegistryToken } from "../../../../azure/tokens/registryToken";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";

const LONG_RUNNING = { longRunning: true, longRunningCredentials: true, pollSeconds: 1 };

describe("TokenSecret: login", () => {
  const stack = useSecretStack();

  it("warns when the registry's firewall refuses this address, and publishes the password", async () => {
    const fault = { path: "/oauth2/token", status: 403, code: "DENIED", times: Infinity };
    stack.azure.emulator.faults.add(fault);
    await stack.up();
    stack.azure.emulator.faults.clear();
    expect(stack.lines).to.deep.equal([
      `warning: the new password could not be verified by a login: ${stack.azure.loginServer} answers 403`,
    ]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("warns when the registry cannot be reached, and publishes the password", async () => {
    stack.azure.emulator.faults.add({ path: "/oauth2/token", reset: true, times: Infinity });
    await stack.up();
    stack.azure.emulator.faults.clear();
    expect(stack.lines).to.deep.equal([
      `warning: the new password could not be verified by a login: logging in at ${stack.azure.loginServer} as contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again`,
    ]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("follows the long-running forms of PATCH and generateCredentials to their end", async () => {
    await stack.declare("disabled");
    Object.assign(stack.azure.emulator.behaviours, LONG_RUNNING);
    await stack.up();
    expect([...new Set(stack.requests())]).to.deep.equal([
      "GetSecret 404",
      "GetToken 200",
      "GetVault 200",
      "PatchToken status 201",
      "GetStatus 200",
      "Generate password1 202",
      "GetResult 202",
      "GetResult 200",
      "GetRegistry 200",
      "Login 200",
      "PutSecret 201",
      "GetSecret 200",
    ]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("remembers the slot of a first password that Azure accepted to make, whatever it answers later", async () => {
    const { behaviours, faults } = stack.azure.emulator;
    Object.assign(behaviours, LONG_RUNNING);
    faults.add({
      operation: "Operations_GetResult",
      status: 403,
      code: "AuthorizationFailed",
      message: "The client does not have authorization.",
    });
    const error = await failure(stack.up());
    expect(text(error)).to.match(/^generating password1 of token contoso-pull: 403 Auth/);
    expect(stack.state?.outputs.currentSlot).to.equal("password1");

    faults.clear();
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 was never stored: a new password in password1, which works until 2026-04-30",
    ]);
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("waits until Azure lists the new password", async () => {
    let reads = 0;
    stack.connect({
      token: (token) => {
        reads += 1;
        return reads < 5 ? { ...token, passwords: [] } : token;
      },
    });
    await stack.up();
    expect(reads).to.equal(6);
    expect(stack.waitedMs).to.equal(6_000);
    expect(await stack.up()).to.equal("same");
  });

  it("is not content with the password that stood in the slot before", async () => {
    await stack.up();
    await stack.azure.givenPassword("contoso-pull", "password1");
    const seen: RegistryToken[] = [];
    stack.connect({
      token: (token) => {
        seen.push(token);
        const [before] = seen;
        return before !== undefined && seen.length < 7 ? before : token;
      },
    });
    expect(await stack.up()).to.equal("updated");
    expect(seen).to.have.length(8);
    // After 10 seconds in which the vault was asked again.
    expect(stack.waitedMs).to.equal(14_000);
    expect(await stack.up()).to.equal("same");
  });

  it("gives up when Azure does not list the new password in half a minute", async () => {
    stack.connect({ token: (token) => ({ ...token, passwords: [] }) });
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull: password1 was generated but is not published: Azure does not list it; run again to generate it again",
    );
    expect(stack.waitedMs).to.equal(30_000);
  });

  const STOPPED = "stopping: cancelled before the next request";
  const NOT_PUBLISHED = `token contoso-pull: password1 was generated but is not published: ${STOPPED}; run again to generate it again`;
  const moments = [
    { operation: "Tokens_Get", message: STOPPED, left: [] },
    { operation: "Registries_GenerateCredentials", message: NOT_PUBLISHED, left: ["password1"] },
    { operation: "AccessTokens_Get", message: NOT_PUBLISHED, left: ["password1"] },
    { operation: "VaultSecrets_CreateOrUpdate", message: NOT_PUBLISHED, left: ["password1"] },
  ];
  for (const { operation, message, left } of moments) {
    it(`stops before the next request when cancelled during ${operation}`, async () => {
      const stop = stack.azure.emulator.intercept(({ phase, entry }) => {
        if (phase === "before" && entry.operation === operation) stack.cancelled.abort();
      });
      const error = await failure(stack.up()).finally(stop);
      expect(text(error)).to.equal(message);
      // Token, vault and secret are read side by side, in no order.
      const entries = stack.azure.emulator.journal.entries();
      const reads = new Set(["Tokens_Get", "Vaults_Get", "VaultSecrets_Get"]);
      const last = entries.filter(
        (entry) => entry.operation === operation || !reads.has(entry.operation),
      );
      expect(last.at(-1)?.operation).to.equal(operation);
      stack.cancelled = new AbortController();
      stack.connect();
      expect(await stack.listedSlots()).to.deep.equal(left);
      await stack.up();
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });
  }

  it("stops waiting when cancelled, and publishes nothing", async () => {
    stack.azure.emulator.faults.add({ path: "/oauth2/token", status: 401, times: Infinity });
    const stop = stack.azure.emulator.intercept(({ phase, entry }) => {
      if (phase === "after" && entry.path === "/oauth2/token") stack.cancelled.abort();
    });
    const error = await failure(stack.up()).finally(stop);
    expect(text(error)).to.equal(
      "token contoso-pull: password1 was generated but is not published: waiting: cancelled; run again to generate it again",
    );
  });
});
