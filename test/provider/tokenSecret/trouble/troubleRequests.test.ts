// Trouble at each request of TokenSecret: what passes by itself, and what each of the rest says and leaves.

import { expect } from "chai";
import type { Fault } from "../../../../emulator/faults";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";

const ROLE =
  'give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';
const WRITER =
  'give the identity the role "Key Vault Contributor" on the vault, or one of your own with Microsoft.KeyVault/vaults/secrets/write';
const NETWORK = "check the network and ARM_METADATA_HOSTNAME, then run again";
const ENDLESS = Number.POSITIVE_INFINITY;

/** A request, and a run that sends it while the state holds a password. */
interface Moment {
  name: string;
  operation: string;
  /** What stands before each message. */
  doing: string;
  /** Does Azure take its time, so that its operations are polled? */
  isLong?: true;
  run: "suspend" | "rotate";
  /** What a missing role asks for. @default - the registry's */
  role?: string;
  /** What stands after each message. @default - nothing */
  next?: string;
}

const MOMENTS: Moment[] = [
  {
    name: "reading the token",
    operation: "Tokens_Get",
    doing: "reading token contoso-pull",
    run: "suspend",
  },
  {
    name: "PATCH",
    operation: "Tokens_Update",
    doing: "updating token contoso-pull",
    run: "suspend",
  },
  {
    name: "polling a PATCH",
    operation: "Operations_GetStatus",
    doing: "updating token contoso-pull",
    isLong: true,
    run: "suspend",
  },
  {
    name: "generateCredentials",
    operation: "Registries_GenerateCredentials",
    doing: "generating password2 of token contoso-pull",
    run: "rotate",
  },
  {
    name: "polling generateCredentials",
    operation: "Operations_GetResult",
    doing: "generating password2 of token contoso-pull",
    isLong: true,
    run: "rotate",
  },
  {
    name: "reading the secret",
    operation: "VaultSecrets_Get",
    doing: "reading secret contoso-registry-x7k2pd",
    run: "suspend",
    role: 'give the identity the role "Reader" on the vault',
  },
  {
    name: "PATCH of the secret",
    operation: "VaultSecrets_Update",
    doing: "changing the status of secret contoso-registry-x7k2pd",
    run: "suspend",
    role: WRITER,
  },
  {
    name: "PUT of the secret",
    operation: "VaultSecrets_CreateOrUpdate",
    doing:
      "token contoso-pull: password2 was generated but is not published: writing secret contoso-registry-x7k2pd",
    run: "rotate",
    role: WRITER,
    next: "; run again to generate it again",
  },
];

const REGISTRY = /^(Tokens|Registries|Operations)_/;

/** `of` names the operations that answer so. @default - all of them */
const PASSING: { name: string; fault: Fault; of?: RegExp }[] = [
  { name: "throttling five times over", fault: { status: 429, retryAfterSeconds: 0, times: 5 } },
  { name: "two failures of Azure", fault: { status: 500, times: 2 } },
  { name: "an outage that is over", fault: { status: 503, retryAfterSeconds: 0, times: 2 } },
  { name: "two broken connections", fault: { reset: true, times: 2 } },
  { name: "an answer that was lost", fault: { reset: true, when: "after" } },
  {
    name: "another operation under way",
    fault: { status: 409, code: "AnotherOperationInProgress", times: 3 },
    of: REGISTRY,
  },
  {
    name: "somebody else who writes into the vault",
    fault: { status: 409, code: "ConflictError", times: 3 },
    of: /^VaultSecrets_(Update|CreateOrUpdate)$/,
  },
];

const FAILING: { name: string; fault: Fault; says: string; of?: RegExp }[] = [
  {
    name: "throttling without an end",
    fault: { status: 429, code: "TooManyRequests", message: "Slow down." },
    says: "429 TooManyRequests: Slow down (request id ID); Azure throttles this subscription; run again in a few minutes",
  },
  {
    name: "throttling for an hour",
    fault: { status: 429, code: "TooManyRequests", retryAfterSeconds: 3600 },
    says: "429 TooManyRequests: Azure asks to wait 3600 seconds (request id ID); Azure throttles this subscription; run again in a few minutes",
  },
  {
    name: "an outage",
    fault: { status: 503, code: "ServiceUnavailable", message: "Down." },
    says: "503 ServiceUnavailable: Down (request id ID); Azure failed; run again",
  },
  {
    name: "a network that breaks every connection",
    fault: { reset: true },
    says: `ECONNRESET: socket hang up; ${NETWORK}`,
  },
  {
    name: "a missing role",
    fault: { status: 403, code: "AuthorizationFailed", message: "No." },
    says: `403 AuthorizationFailed: No (request id ID); ${ROLE}`,
  },
  {
    name: "an identity that expired",
    fault: { status: 401, code: "ExpiredAuthenticationToken", message: "Expired." },
    says: "401 ExpiredAuthenticationToken: Expired (request id ID); run again to get a new token; if that does not help, correct this machine's clock",
  },
  {
    name: "another operation without an end",
    fault: { status: 409, code: "AnotherOperationInProgress", message: "Busy." },
    says: "409 AnotherOperationInProgress: Busy (request id ID); another operation is in progress on it; run again in a few minutes",
  },
  {
    name: "a request that Azure calls bad",
    fault: { status: 400, code: "BadRequest", message: "Bad." },
    says: "400 BadRequest: Bad (request id ID); correct what Azure names, then run again",
    // That PATCH is then one for the vault's own API.
    of: /^(?!VaultSecrets_Update$)/,
  },
];

describe("trouble with a request", () => {
  const stack = useSecretStack();
  let password: string;

  beforeEach(async () => {
    password = await stack.publish();
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
  });

  const up = ({ run, isLong }: Moment) => {
    const { behaviours } = stack.azure.emulator;
    if (isLong)
      Object.assign(behaviours, {
        longRunning: true,
        longRunningCredentials: true,
        pollSeconds: 0,
      });
    return stack.up(run === "suspend" ? { enabled: false } : {});
  };

  /** The run did what it was for, and the previous password keeps working unless the customer is suspended. */
  async function expectDone({ run }: Moment): Promise<void> {
    const isRotation = run === "rotate";
    expect(stack.state?.outputs.currentSlot).to.equal(isRotation ? "password2" : "password1");
    expect(stack.state?.outputs.enabled).to.equal(isRotation);
    expect(await stack.accepts(password)).to.equal(isRotation);
    const { value, enabled } = (await stack.secret.current()) ?? {};
    expect(enabled).to.equal(isRotation);
    expect(value !== undefined && (await stack.accepts(value))).to.equal(isRotation);
  }

  it("fails on a request without an answer, which is not sent again", async () => {
    stack.connect({}, { timeoutMs: 1_000 });
    const operation = "Registries_GenerateCredentials";
    stack.azure.emulator.faults.add({ operation, delayMs: 1_500, status: 503 });
    expect(text(await failure(stack.up()))).to.equal(
      `generating password2 of token contoso-pull: ETIMEDOUT: no answer within 1 seconds; ${NETWORK}`,
    );
    expect(stack.requests().filter((each) => each.startsWith("Gen"))).to.have.length(1);
    expect(await stack.secret.password()).to.equal(password);
  });

  for (const moment of MOMENTS) {
    describe(`while ${moment.name}`, () => {
      for (const { name, fault, of } of PASSING) {
        if (of?.test(moment.operation) === false) continue;
        it(`gets over ${name}`, async () => {
          stack.azure.emulator.faults.add({ operation: moment.operation, ...fault });
          expect(await up(moment)).to.equal("updated");
          await expectDone(moment);
        });
      }

      for (const { name, fault, says, of } of FAILING) {
        if (of?.test(moment.operation) === false) continue;
        it(`fails on ${name}, and the next run does it`, async () => {
          const { operation } = moment;
          stack.azure.emulator.faults.add({ operation, times: ENDLESS, ...fault });
          const error = await failure(up(moment));
          const { doing, role = ROLE, next = "" } = moment;
          expect(text(error)).to.equal(`${doing}: ${says.replace(ROLE, role)}${next}`);
          expect(await stack.secret.password()).to.equal(password);

          stack.azure.emulator.faults.clear();
          stack.connect();
          expect(await up(moment)).to.equal("updated");
          await expectDone(moment);
        });
      }
    });
  }
});
