// Requests that fail: what is tried again, what is said, and that no password is lost over it.

import { expect } from "chai";
import type { Fault } from "../../../../emulator/faults";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";

const GENERATE = "Registries_GenerateCredentials";
const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
const ROLE =
  'give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';

describe("TokenSecret: failures", () => {
  const stack = useSecretStack();

  interface Refused {
    name: string;
    fault: Fault;
    message: string;
  }

  const refusals: Refused[] = [
    {
      name: "reading without the role",
      fault: {
        operation: "Tokens_Get",
        status: 403,
        code: "AuthorizationFailed",
        message: "The client does not have authorization.",
      },
      message: `reading token contoso-pull: 403 AuthorizationFailed: The client does not have authorization (request id ID); ${ROLE}`,
    },
    {
      name: "generating without the role",
      fault: {
        operation: GENERATE,
        status: 403,
        code: "AuthorizationFailed",
        message: "The client does not have authorization.",
      },
      message: `generating password1 of token contoso-pull: 403 AuthorizationFailed: The client does not have authorization (request id ID); ${ROLE}`,
    },
    {
      name: "a login that Azure does not accept",
      fault: {
        operation: GENERATE,
        status: 401,
        code: "InvalidAuthenticationToken",
        message: "The access token is invalid.",
      },
      message: `generating password1 of token contoso-pull: 401 InvalidAuthenticationToken: The access token is invalid (request id ID); ${IDENTITY}`,
    },
    {
      name: "a request that Azure calls bad",
      fault: {
        operation: GENERATE,
        status: 400,
        code: "BadRequest",
        message: "The property 'expiry' must be in the future.",
      },
      message:
        "generating password1 of token contoso-pull: 400 BadRequest: The property 'expiry' must be in the future (request id ID); correct what Azure names, then run again",
    },
    {
      name: "throttling without an end",
      fault: {
        operation: GENERATE,
        status: 429,
        code: "TooManyRequests",
        message: "Slow down.",
        times: Infinity,
      },
      message:
        "generating password1 of token contoso-pull: 429 TooManyRequests: Slow down (request id ID); Azure throttles this subscription; run again in a few minutes",
    },
  ];
  for (const { name, fault, message } of refusals) {
    it(`fails on ${name}, and nothing is kept`, async () => {
      stack.azure.emulator.faults.add(fault);
      const error = await failure(stack.up());
      expect(text(error)).to.equal(message);
      expect(stack.state).to.equal(undefined);
      stack.azure.emulator.faults.clear();
      expect(await stack.listedSlots()).to.deep.equal([]);
      expect(await stack.up()).to.equal("created");
    });
  }

  const passing: { name: string; faults: Fault[]; requests: string[] }[] = [
    {
      name: "two failures of Azure",
      faults: [{ operation: GENERATE, status: 500, times: 2 }],
      requests: ["Generate 500", "Generate 500", "Generate password1 200"],
    },
    {
      name: "a connection that breaks before the password is made",
      faults: [{ operation: GENERATE, reset: true }],
      requests: ["Generate reset", "Generate password1 200"],
    },
    {
      name: "a connection that breaks after the password is made, whose value is then made again",
      faults: [{ operation: GENERATE, reset: true, when: "after" }],
      requests: ["Generate password1 reset", "Generate password1 200"],
    },
    {
      name: "a token that is not active yet, for some seconds after its creation",
      faults: [{ operation: GENERATE, status: 409, code: "TokenNotActive", times: 3 }],
      requests: ["Generate 409", "Generate 409", "Generate 409", "Generate password1 200"],
    },
  ];
  for (const { name, faults, requests } of passing) {
    it(`gets over ${name}`, async () => {
      for (const fault of faults) stack.azure.emulator.faults.add(fault);
      await stack.up();
      expect(stack.requests().filter((each) => each.startsWith("Gen"))).to.deep.equal(requests);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });
  }

  it("waits as long as a throttling Azure asks for", async () => {
    const fault = { operation: GENERATE, status: 429, retryAfterSeconds: 1 };
    stack.azure.emulator.faults.add(fault);
    await stack.up();
    const [refused, accepted] = stack.azure.emulator.journal
      .entries()
      .filter(({ operation }) => operation === GENERATE)
      .map(({ at }) => Date.parse(at));
    expect((accepted ?? 0) - (refused ?? 0)).to.be.within(990, 30_000);
  });

  it("keeps the current password when a rotation fails, and rotates in the next run", async () => {
    await stack.up();
    const first = await stack.secret.password();
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    stack.azure.emulator.faults.add({ path: "/oauth2/token", status: 401, times: Infinity });
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull: password2 was generated but is not published: the registry still refuses it after 90 seconds; the previous password stays in the vault; run again to generate it again",
    );
    expect(await stack.secret.password()).to.equal(first);
    stack.azure.emulator.faults.clear();
    expect(await stack.accepts(first)).to.equal(true);

    expect(await stack.up()).to.equal("updated");
    expect(stack.state?.outputs.currentSlot).to.equal("password2");
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });
});
