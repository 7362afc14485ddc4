// Faults: what the emulator does to requests when told to.
import { expect } from "chai";
import { useEmulator } from "./useEmulator";

describe("faults", () => {
  const azure = useEmulator();
  const put = (name: string) =>
    azure.arm("PUT", `scopeMaps/${name}`, {
      properties: { actions: ["repositories/a/content/read"] },
    });
  const get = (name: string) => azure.arm("GET", `scopeMaps/${name}`);

  afterEach(() => azure.emulator.faults.clear());

  it("answer a status with Retry-After once, and leave the request undone", async () => {
    azure.emulator.faults.add({
      method: "put",
      path: "/scopeMaps/",
      status: 429,
      code: "TooManyRequests",
      retryAfterSeconds: 7,
    });
    const first = await put("throttled-pull");
    const absent = await get("throttled-pull");
    const second = await put("throttled-pull");

    expect([first.status, first.headers["retry-after"], first.body]).to.deep.equal([
      429,
      "7",
      {
        error: {
          code: "TooManyRequests",
          message: "the emulator was told to fail this request with 429",
        },
      },
    ]);
    expect(first.headers["x-ms-request-id"]).to.match(/^[0-9a-f-]{36}$/);
    expect([absent.status, second.status]).to.deep.equal([404, 200]);
  });

  it("skip some requests and hit as many as asked", async () => {
    azure.emulator.faults.add({ operation: "ScopeMaps_Get", skip: 1, times: 2, status: 500 });
    const statuses = [];
    for (let round = 0; round < 4; round += 1) {
      statuses.push((await get("_repositories_pull")).status);
    }
    expect(statuses).to.deep.equal([200, 500, 500, 200]);
  });

  it("hit for ever when asked, by regular expression, until cleared", async () => {
    azure.emulator.faults.add({
      path: "/scopemaps\\/_repositories_(pull|push)$/",
      times: Number.POSITIVE_INFINITY,
      status: 503,
    });
    expect((await get("_repositories_pull")).status).to.equal(503);
    expect((await get("_repositories_push")).status).to.equal(503);
    expect((await get("_repositories_admin")).status).to.equal(200);
    azure.emulator.faults.clear();
    expect((await get("_repositories_pull")).status).to.equal(200);
  });

  it("answer with a page and headers of somebody else", async () => {
    azure.emulator.faults.add({
      status: 200,
      headers: { "content-type": "text/html", "retry-after-ms": "5" },
      body: "<html>",
    });
    const { status, headers, body } = await get("_repositories_pull");
    expect([status, headers["content-type"], headers["retry-after-ms"], body]).to.deep.equal([
      200,
      "text/html",
      "5",
      "<html>",
    ]);
  });

  it("lose the answer of a request that was handled", async () => {
    azure.emulator.faults.add({ method: "PUT", status: 502, when: "after" });
    expect((await put("half-done-pull")).status).to.equal(502);
    expect((await get("half-done-pull")).status).to.equal(200);
  });

  for (const when of ["before", "after"] as const) {
    it(`break the connection ${when} handling`, async () => {
      azure.emulator.faults.add({ method: "PUT", reset: true, when });
      const failure = await put(`reset-${when}-pull`).then(
        () => "an answer",
        (error: NodeJS.ErrnoException) => error.code,
      );

      expect(failure).to.equal("ECONNRESET");
      expect((await get(`reset-${when}-pull`)).status).to.equal(when === "after" ? 200 : 404);
      const entry = azure.emulator.journal
        .entries()
        .find(({ path }) => path.endsWith(`reset-${when}-pull`));
      expect(entry).not.to.have.property("status", 200);
      expect(entry?.status).to.equal(undefined);
    });
  }

  it("delay a request, which is then handled as usual", async () => {
    azure.emulator.faults.add({ delayMs: 30 });
    const started = performance.now();
    const { status } = await get("_repositories_pull");

    expect(status).to.equal(200);
    expect(performance.now() - started).to.be.at.least(29);
  });

  it("speak each host's language", async () => {
    await azure.accessToken("https://vault.azure.net");
    azure.emulator.faults.add({
      path: "/v2/",
      status: 429,
      code: "TOOMANYREQUESTS",
      message: "slow down",
    });
    azure.emulator.faults.add({
      path: "/secrets",
      status: 503,
      code: "ServiceUnavailable",
      message: "later",
    });
    azure.emulator.faults.add({
      path: "/oauth2/v2.0/token",
      status: 400,
      code: "temporarily_unavailable",
      message: "later",
    });
    const registry = await azure.registry("GET", "/v2/");
    const vault = await azure.vault("GET", "/secrets");
    const login = await azure.send(
      `${azure.emulator.url}/${azure.emulator.tenantId}/oauth2/v2.0/token`,
      { method: "POST" },
    );

    expect(registry.body).to.deep.equal({
      errors: [{ code: "TOOMANYREQUESTS", message: "slow down" }],
    });
    expect(vault.body).to.deep.equal({ error: { code: "ServiceUnavailable", message: "later" } });
    expect(login.body).to.include({ error: "temporarily_unavailable" });
  });
});
