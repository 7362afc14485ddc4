// The endpoints under /_emulator/, through which another process steers the emulator.

import { expect } from "chai";
import { DEFAULT_BEHAVIOURS } from "../../emulator/behaviours";
import { useEmulator } from "./useEmulator";

describe("control endpoints", () => {
  const azure = useEmulator();
  const control = (method: string, path: string, json?: unknown) =>
    azure.send(`${azure.emulator.url}/_emulator/${path}`, { method, json });

  it("say when the emulator is ready, and how to reach it", async () => {
    expect((await control("GET", "ready")).body).to.deep.equal({ ready: true });
    expect((await control("GET", "environment")).body).to.deep.equal({
      ARM_METADATA_HOSTNAME: azure.emulator.url.replace("https://", ""),
      ARM_DISABLE_INSTANCE_DISCOVERY: "true",
      ARM_TENANT_ID: "22222222-2222-4222-8222-222222222222",
      ARM_CLIENT_ID: "33333333-3333-4333-8333-333333333333",
      ARM_CLIENT_SECRET: "emulator-only-not-a-secret",
      ARM_SUBSCRIPTION_ID: "11111111-1111-4111-8111-111111111111",
      SSL_CERT_FILE: azure.emulator.caFile,
      NODE_EXTRA_CA_CERTS: azure.emulator.caFile,
    });
  });

  it("move the clock", async () => {
    const { status, body } = await control("PUT", "clock", { now: "2027-01-01T00:00:00Z" });
    const { body: shown } = await control("GET", "clock");

    expect(status).to.equal(200);
    for (const { now } of [body, shown] as { now: string }[]) {
      expect(Date.parse(now) - Date.parse("2027-01-01T00:00:00Z")).to.be.within(0, 60_000);
    }
    expect(azure.emulator.clock.now().toISOString()).to.match(/^2027-01-01T00:0/);
  });

  it("show and clear the journal, in which they do not appear themselves", async () => {
    await control("DELETE", "journal");
    await azure.registry("GET", "/v2/");
    const { body } = await control("GET", "journal");

    expect(body).to.deep.equal(azure.emulator.journal.entries());
    expect((body as { operation: string }[]).map(({ operation }) => operation)).to.deep.equal([
      "Registry_CheckVersion",
    ]);
    expect((await control("DELETE", "journal")).status).to.equal(204);
    expect(azure.emulator.journal.entries()).to.deep.equal([]);
  });

  it("add and clear faults, also for ever, and are not hit themselves", async () => {
    const added = await control("POST", "faults", { status: 500, times: "Infinity" });
    const hit = [await azure.registry("GET", "/v2/"), await azure.registry("GET", "/v2/")];
    const ready = await control("GET", "ready");
    await control("DELETE", "faults");
    const free = await azure.registry("GET", "/v2/");

    expect([
      added.status,
      ...hit.map(({ status }) => status),
      ready.status,
      free.status,
    ]).to.deep.equal([204, 500, 500, 200, 401]);
  });

  it("show and change behaviours", async () => {
    const { body } = await control("PATCH", "behaviours", { longRunning: true, pollSeconds: 5 });
    expect(body).to.deep.include({
      longRunning: true,
      pollSeconds: 5,
      tokenPutWipesPasswords: true,
    });
    expect((await control("GET", "behaviours")).body).to.deep.equal(azure.emulator.behaviours);
    await control("PATCH", "behaviours", { longRunning: false, pollSeconds: 1 });
  });

  for (const { method, path, json, message } of [
    {
      method: "PUT",
      path: "clock",
      json: { now: "tomorrow" },
      message: 'clock: give {"now": "2026-03-01T00:00:00Z"}, got "tomorrow"',
    },
    {
      method: "POST",
      path: "faults",
      json: { stauts: 500 },
      message:
        'faults: "stauts" is not known; use one of method, path, operation, skip, times, status, code, message, retryAfterSeconds, headers, body, delayMs, reset, when, delivery, delaySeconds',
    },
    {
      method: "PATCH",
      path: "behaviours",
      json: { longRunning: "yes" },
      message: 'behaviours: "longRunning" must be a boolean, got "yes"',
    },
    {
      method: "PATCH",
      path: "behaviours",
      json: { secretPatch: "ignored" },
      message:
        'behaviours: "secretPatch" must be one of inPlace, newVersion, refused, got "ignored"',
    },
    {
      method: "PATCH",
      path: "behaviours",
      json: { longrunning: true },
      message: `behaviours: "longrunning" is not known; use one of ${Object.keys(DEFAULT_BEHAVIOURS).join(", ")}`,
    },
  ]) {
    it(`refuse ${method} ${path} with ${JSON.stringify(json)}`, async () => {
      const { status, body } = await control(method, path, json);
      expect([status, body]).to.deep.equal([
        400,
        { error: { code: "InvalidControlRequest", message } },
      ]);
    });
  }
});
