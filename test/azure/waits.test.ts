// How long is waited before a retry, in each of the ways in which Azure asks for it, and which wait is too long.

import { expect } from "chai";
import { openHttp, send } from "../../azure/http";
import type { Fault } from "../../emulator/faults";
import { useEmulator } from "../emulator/useEmulator";

const SENT = "Sat, 01 Jan 2028 00:00:00 GMT";
const FAR = "Sat, 01 Jan 2028 00:02:01 GMT";
const ENDLESS = Number.POSITIVE_INFINITY;

describe("a wait before a retry", () => {
  const azure = useEmulator();

  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  const ask = () =>
    send(openHttp({ ca: azure.emulator.ca, retryDelayMs: 1 }), {
      operation: "asking",
      url: `https://${azure.loginServer}/v2/`,
    }).then(
      ({ status }) => `status ${status}`,
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const attempts = () => azure.emulator.journal.entries().length;
  const throttle = (headers: Record<string, string>, rest: Fault = {}) =>
    azure.emulator.faults.add({ status: 429, code: "TooManyRequests", headers, ...rest });

  it("is one of our own after 429 that does not say how long, and ends after five", async () => {
    throttle({}, { times: ENDLESS });
    expect(await ask()).to.equal("status 429");
    expect(attempts()).to.equal(6);
  });

  const short: [name: string, headers: Record<string, string>][] = [
    ["nothing", {}],
    ["words that cannot be read", { "retry-after": "soon" }],
    ["no words", { "retry-after": "" }],
    ["retry-after-ms", { "retry-after-ms": "1" }],
    ["x-ms-retry-after-ms", { "x-ms-retry-after-ms": "1" }],
    ["milliseconds, and seconds for others", { "retry-after-ms": "1", "retry-after": "3600" }],
    ["Retry-After in seconds", { "retry-after": "0" }],
    ["less than nothing", { "retry-after": "-1" }],
    ["a date, by the clock of whoever answered", { "retry-after": SENT, date: SENT }],
    ["a date that has passed", { "retry-after": "Thu, 01 Jan 2026 00:00:00 GMT" }],
  ];
  for (const status of [429, 503]) {
    for (const [name, headers] of short) {
      it(`goes by ${name} after ${status}`, async () => {
        throttle(headers, { status, times: 2 });
        // Without credentials the registry answers 401, which is an answer.
        expect(await ask()).to.equal("status 401");
        expect(attempts()).to.equal(3);
      });
    }
  }

  it("is as long as Azure asks for", async () => {
    throttle({ "x-ms-retry-after-ms": "150" });
    const started = performance.now();
    expect(await ask()).to.equal("status 401");
    expect(performance.now() - started).to.be.within(149, 30_000);
  });

  const long: [name: string, headers: Record<string, string>][] = [
    ["retry-after-ms", { "retry-after-ms": "120001" }],
    ["x-ms-retry-after-ms", { "x-ms-retry-after-ms": "121000" }],
    ["Retry-After in seconds", { "retry-after": "121" }],
    ["a date", { "retry-after": FAR, date: SENT }],
  ];
  for (const [name, headers] of long) {
    it(`ends the request when it is longer than two minutes by ${name}`, async () => {
      throttle(headers, { times: ENDLESS });
      expect(await ask()).to.equal(
        "asking: 429 TooManyRequests: Azure asks to wait 121 seconds (request id ID); Azure throttles this subscription; run again in a few minutes",
      );
      expect(attempts()).to.equal(1);
    });
  }
});
