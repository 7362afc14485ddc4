// Faults, the journal and intercepts: what tests of clients rely on.
import { expect } from "chai";
import type { JournalEntry } from "../../emulator/emulator";
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

  it("delay a request, which is then handled as ever", async () => {
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

describe("the journal", () => {
  const azure = useEmulator();

  it("numbers each request and says what it was, without query, body or password", async () => {
    const password = await azure.givenToken("noted-token", ["repositories/app/api/content/read"]);
    azure.emulator.journal.clear();
    await azure.login("noted-token", password, "repository:app/api:pull");
    await azure.arm("GET", "tokens/noted-token", undefined, "2023-07-01");
    await azure.vault("PUT", "/secrets/noted", { value: password });
    await azure.send(`${azure.emulator.url}/unknown?secret=${password}`, {
      headers: { "user-agent": "a-client/1.0" },
    });
    const entries = azure.emulator.journal.entries();

    expect(
      entries.map(({ number, at, requestId, detail, userAgent, ...entry }) => entry),
    ).to.deep.equal([
      {
        host: "registry:vendorimages",
        method: "GET",
        path: "/oauth2/token",
        operation: "AccessTokens_Get",
        status: 200,
      },
      {
        host: "arm",
        method: "GET",
        path: `${azure.registryId}/tokens/noted-token`,
        operation: "Tokens_Get",
        apiVersion: "2023-07-01",
        status: 200,
      },
      {
        host: "login",
        method: "POST",
        path: `/${azure.emulator.tenantId}/oauth2/v2.0/token`,
        operation: "Entra_IssueToken",
        status: 200,
      },
      {
        host: "vault:vendor-access",
        method: "PUT",
        path: "/secrets/noted",
        operation: "Secrets_Set",
        apiVersion: "7.6",
        status: 200,
      },
      { host: "login", method: "GET", path: "/unknown", operation: "unknown", status: 501 },
    ]);
    const numbers = entries.map(({ number }) => number);
    expect(numbers).to.deep.equal(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(entries.at(-1)?.userAgent).to.equal("a-client/1.0");
    expect(JSON.stringify(entries)).not.to.include(password);
    expect(JSON.stringify(entries)).not.to.include("Bearer");
  });

  it("says which properties a token's PUT or PATCH carried, and which slots are left", async () => {
    await azure.givenToken("detailed-token", ["repositories/app/api/content/read"]);
    await azure.arm("PATCH", "tokens/detailed-token", { properties: { status: "disabled" } });

    expect(azure.emulator.journal.entries().at(-1)?.detail).to.deep.equal({
      status: "disabled",
      properties: "status",
      passwords: "password1",
    });
  });
});

describe("intercept", () => {
  const azure = useEmulator();

  it("waits for its hook before and after each request, until taken away", async () => {
    const seen: string[] = [];
    const stop = azure.emulator.intercept(async ({ phase, entry }) => {
      await Promise.resolve();
      seen.push(`${phase} ${entry.operation} ${entry.status}`);
    });
    await azure.arm("GET", "scopeMaps/_repositories_pull");
    stop();
    await azure.arm("GET", "scopeMaps/_repositories_pull");

    expect(seen.slice(-2)).to.deep.equal([
      "before ScopeMaps_Get undefined",
      "after ScopeMaps_Get 200",
    ]);
    expect(seen.filter((line) => line.includes("ScopeMaps_Get")).length).to.equal(2);
  });

  it("sees the request done before the client has its answer", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<JournalEntry>((resolve) => {
      azure.emulator.intercept(async ({ phase, entry }) => {
        if (phase === "after" && entry.operation === "ScopeMaps_Create") {
          resolve(entry);
          await held;
        }
      });
    });
    let answered = false;
    const request = azure
      .arm("PUT", "scopeMaps/held-pull", {
        properties: { actions: ["repositories/a/content/read"] },
      })
      .then((answer) => {
        answered = true;
        return answer;
      });

    const entry = await reached;
    const meanwhile = await azure.arm("GET", "scopeMaps/held-pull");
    expect([entry.status, meanwhile.status, answered]).to.deep.equal([200, 200, false]);
    release();
    expect((await request).status).to.equal(200);
  });
});
