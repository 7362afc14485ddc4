// Sending: retries, giving up, stopping, and the message for an unexpected answer.

import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { createHttpHeaders } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { type HttpOptions, openHttp, send } from "../../azure/http";
import { useEmulator } from "../emulator/useEmulator";

describe("send", () => {
  const azure = useEmulator();

  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  const get = (options: HttpOptions = {}) =>
    send(openHttp({ ca: azure.emulator.ca, retryDelayMs: 1, ...options }), {
      operation: "asking",
      url: `https://${azure.loginServer}/v2/`,
    });
  const failure = (options?: HttpOptions) =>
    get(options).then(
      ({ status }) => `status ${status}`,
      (error: Error) => error.message,
    );
  const attempts = () => azure.emulator.journal.entries().length;

  it("gives up on a request without an answer, once and in time", async () => {
    azure.emulator.faults.add({ delayMs: 10_000 });
    // Long enough to connect, also while other tests keep the machine busy.
    expect(await failure({ timeoutMs: 2_000 })).to.equal(
      "asking: ETIMEDOUT: no answer within 2 seconds; check the network and ARM_METADATA_HOSTNAME, then run again",
    );
    expect(attempts()).to.equal(1);
  });

  it("gives up on a connection that breaks six times", async () => {
    azure.emulator.faults.add({ reset: true, times: Infinity });
    expect(await failure()).to.equal(
      "asking: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
    );
    expect(attempts()).to.equal(6);
  });

  it("does not keep a process alive after a connection that broke", async () => {
    const program = `
      const { openHttp, send } = require(${JSON.stringify(resolve(__dirname, "../../azure/http.ts"))});
      const http = openHttp({ retryDelayMs: 1 });
      send(http, { operation: "asking", url: "https://localhost:1/" }).catch((error) => {
        process.stdout.write(error.message);
      });`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "--eval", program],
      { timeout: 50_000 },
    );
    expect(stdout).to.match(/^asking: ECONNREFUSED: /);
  });

  it("stops before the first request when it is cancelled already", async () => {
    expect(await failure({ signal: AbortSignal.abort() })).to.equal(
      "stopping: cancelled before the next request",
    );
    expect(attempts()).to.equal(0);
  });

  it("stops before a retry", async () => {
    const cancelled = new AbortController();
    azure.emulator.faults.add({ status: 500, times: Infinity });
    const stop = azure.emulator.intercept(() => cancelled.abort());
    expect(await failure({ signal: cancelled.signal })).to.equal(
      "stopping: cancelled before the next request",
    );
    stop();
    expect(attempts()).to.equal(1);
  });

  it("stops waiting for a retry", async () => {
    const cancelled = new AbortController();
    azure.emulator.faults.add({ status: 429, retryAfterSeconds: 100 });
    const stop = azure.emulator.intercept(({ phase }) => {
      if (phase === "after") setTimeout(() => cancelled.abort(), 20);
    });
    expect(await failure({ signal: cancelled.signal })).to.equal(
      "stopping: cancelled before the next request",
    );
    stop();
    expect(attempts()).to.equal(1);
  });

  it("finishes a request that is under way, also a second attempt", async () => {
    const cancelled = new AbortController();
    azure.emulator.faults.add({ status: 500 });
    const stop = azure.emulator.intercept(async ({ phase }) => {
      if (phase === "before" && attempts() === 2) cancelled.abort();
    });
    expect(await failure({ signal: cancelled.signal })).to.equal("status 401");
    stop();
    expect(attempts()).to.equal(2);
  });

  it("does not wait for longer than two minutes, and says how long Azure asks for", async () => {
    azure.emulator.faults.add({ status: 429, code: "TooManyRequests", retryAfterSeconds: 121 });
    expect((await failure()).replace(/request id [0-9a-f-]{36}/, "request id ID")).to.equal(
      "asking: 429 TooManyRequests: Azure asks to wait 121 seconds (request id ID); Azure throttles this subscription; run again in a few minutes",
    );
    expect(attempts()).to.equal(1);
  });

  for (const status of [408, 429, 500, 502, 503, 504]) {
    it(`tries again after ${status}`, async () => {
      azure.emulator.faults.add({ status, retryAfterSeconds: 0, times: 2 });
      // Without credentials the registry answers 401, which is an answer.
      expect((await get()).status).to.equal(401);
      expect(attempts()).to.equal(3);
    });
  }

  for (const status of [400, 401, 403, 404, 409]) {
    it(`gives the answer ${status} as it is, without a retry`, async () => {
      azure.emulator.faults.add({ status });
      expect((await get()).status).to.equal(status);
      expect(attempts()).to.equal(1);
    });
  }

  it("sends through the client that it is given, with its retries, and nothing over the network", async () => {
    let sent = 0;
    const client: HttpOptions["client"] = {
      sendRequest: async (request) => {
        const headers = createHttpHeaders({ "retry-after": "0" });
        return { request, headers, status: ++sent < 3 ? 503 : 200, bodyAsText: "" };
      },
    };
    expect((await get({ client })).status).to.equal(200);
    expect([sent, attempts()]).to.deep.equal([3, 0]);
  });
});
