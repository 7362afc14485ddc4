// The journal, and the hooks that wait around each request.
import { expect } from "chai";
import type { JournalEntry } from "../../emulator/journal";
import { useEmulator } from "./useEmulator";

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
