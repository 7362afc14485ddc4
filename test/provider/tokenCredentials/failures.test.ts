// Requests that fail: what is tried again, what is said, and that no password is lost over it.

import { expect } from "chai";
import type { Fault } from "../../../emulator/faults";
import { Unfinished } from "../../../provider/protocol/resource";
import { useCredentialsStack } from "./credentialsStack";
import { failure, text } from "./outcome";

const GENERATE = "Registries_GenerateCredentials";
const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
const ROLE =
  'give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';

describe("TokenCredentials: failures", () => {
  const stack = useCredentialsStack();

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
        "generating password1 of token contoso-pull: 429 TooManyRequests: Slow down (request id ID); Azure throttles this subscription; run again in some minutes",
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

  const outages: Refused[] = [
    {
      name: "Azure fails without an end",
      fault: {
        operation: GENERATE,
        status: 503,
        code: "ServiceUnavailable",
        message: "Down.",
        times: Infinity,
      },
      message:
        "generating password1 of token contoso-pull: 503 ServiceUnavailable: Down (request id ID); Azure failed; run again",
    },
    {
      name: "the connection breaks each time after the password was made",
      fault: { operation: GENERATE, reset: true, when: "after", times: Infinity },
      message:
        "generating password1 of token contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
    },
    {
      name: "Azure refuses to list the token after the password was made",
      fault: {
        operation: "Tokens_Get",
        skip: 1,
        status: 403,
        code: "AuthorizationFailed",
        message: "No.",
      },
      message: `token contoso-pull: password1 was generated but is not stored: reading token contoso-pull: 403 AuthorizationFailed: No (request id ID); ${ROLE}; run again, which generates it anew`,
    },
    {
      name: "Azure refuses to name the login server after the password was made",
      fault: {
        operation: "Registries_Get",
        status: 403,
        code: "AuthorizationFailed",
        message: "No.",
      },
      message: `token contoso-pull: password1 was generated but is not stored: reading registry vendorimages in resource group registry-access: 403 AuthorizationFailed: No (request id ID); ${ROLE}; run again, which generates it anew`,
    },
    {
      name: "the registry never accepts the new password",
      fault: { path: "/oauth2/token", status: 401, times: Infinity },
      message:
        "token contoso-pull: password1 was generated but is not stored: the registry refuses it since 90 seconds, and the previous password stays in the vault; run again, which generates it anew",
    },
  ];
  for (const { name, fault, message } of outages) {
    it(`keeps the half-created resource when ${name}, and finishes it in the same slot`, async () => {
      stack.azure.emulator.faults.add(fault);
      const error = await failure(stack.up());
      expect(text(error)).to.equal(message);
      expect(error).to.be.instanceOf(Unfinished);
      expect(stack.state).to.deep.equal({
        id: stack.tokenId,
        inputs: stack.inputs(),
        outputs: {
          username: "contoso-pull",
          enabled: true,
          scopeMapId: stack.scopeMapId,
          slots: [],
          switches: 0,
          currentSlot: "password1",
        },
      });

      stack.azure.emulator.faults.clear();
      expect(await stack.up()).to.equal("updated");
      expect(stack.lines).to.deep.equal([
        "info: password1 was never stored: a new password in password1, which works until 2026-04-30",
      ]);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.accepts(stack.password)).to.equal(true);
      expect(await stack.up()).to.equal("same");
    });
  }

  const passing: { name: string; faults: Fault[]; requests: string[] }[] = [
    {
      name: "two failures of Azure",
      faults: [{ operation: GENERATE, status: 500, times: 2 }],
      requests: [
        "GenerateCredentials 500",
        "GenerateCredentials 500",
        "GenerateCredentials password1 200",
      ],
    },
    {
      name: "a connection that breaks before the password is made",
      faults: [{ operation: GENERATE, reset: true }],
      requests: ["GenerateCredentials reset", "GenerateCredentials password1 200"],
    },
    {
      name: "a connection that breaks after the password is made, whose value is then made anew",
      faults: [{ operation: GENERATE, reset: true, when: "after" }],
      requests: ["GenerateCredentials password1 reset", "GenerateCredentials password1 200"],
    },
    {
      name: "a token that is not active yet, for some seconds after its creation",
      faults: [{ operation: GENERATE, status: 409, code: "TokenNotActive", times: 3 }],
      requests: [
        "GenerateCredentials 409",
        "GenerateCredentials 409",
        "GenerateCredentials 409",
        "GenerateCredentials password1 200",
      ],
    },
  ];
  for (const { name, faults, requests } of passing) {
    it(`gets over ${name}`, async () => {
      for (const fault of faults) stack.azure.emulator.faults.add(fault);
      await stack.up();
      expect(stack.requests().filter((each) => each.startsWith("Gen"))).to.deep.equal(requests);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.accepts(stack.password)).to.equal(true);
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
    expect((accepted ?? 0) - (refused ?? 0)).to.be.within(990, 3_000);
  });

  it("keeps the current password when a rotation fails, and rotates in the next run", async () => {
    await stack.up();
    const first = stack.password;
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    stack.azure.emulator.faults.add({ path: "/oauth2/token", status: 401, times: Infinity });
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull: password2 was generated but is not stored: the registry refuses it since 90 seconds, and the previous password stays in the vault; run again, which generates it anew",
    );
    expect(stack.password).to.equal(first);
    stack.azure.emulator.faults.clear();
    expect(await stack.accepts(first)).to.equal(true);

    expect(await stack.up()).to.equal("updated");
    expect(stack.state?.outputs.currentSlot).to.equal("password2");
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.accepts(stack.password)).to.equal(true);
  });
});
