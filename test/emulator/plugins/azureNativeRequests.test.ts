// How the stand-in for azure-native waits, tries again and stops.
import { once } from "node:events";
import { expect } from "chai";
import type { Fault } from "../../../emulator/faults";
import { type Azure, failure, SCOPE_MAP, startAzure, TOKEN } from "./azure";

describe("pulumi-resource-azure-native when requests do not just succeed", () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.behaviours.longRunning = false;
  });

  const inputs = (tokenName: string) => ({
    resourceGroupName: "registry-access",
    registryName: "vendorimages",
    tokenName,
    scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull`,
  });

  describe("retries", () => {
    const fatal: { name: string; fault: Fault; puts: number }[] = [
      {
        name: "a conflict of something else than a secret",
        fault: { status: 409, code: "ConflictError" },
        puts: 1,
      },
      { name: "a bad request", fault: { status: 400, code: "BadRequest" }, puts: 1 },
      {
        name: "a service that stays away",
        fault: { status: 503, code: "ServiceUnavailable", times: Number.POSITIVE_INFINITY },
        puts: 4,
      },
      {
        name: "a wait of more than two minutes",
        fault: { status: 429, code: "TooManyRequests", retryAfterSeconds: 121 },
        puts: 1,
      },
    ];
    for (const { name, fault, puts } of fatal) {
      it(`fails on ${name} after ${puts} tries`, async () => {
        const { emulator, plugin } = azure;
        emulator.faults.add({ method: "PUT", ...fault });
        const error = await failure(plugin.create(TOKEN, inputs("never-made")));
        expect(error.message).to.contain(`Status=${fault.status} Code="${fault.code}" Message="`);
        const tried = emulator.journal.entries().filter(({ method }) => method === "PUT");
        expect(tried.map(({ status }) => status)).to.deep.equal(Array(puts).fill(fault.status));
      });
    }

    const passing: { name: string; fault: Fault; statuses: (number | undefined)[] }[] = [
      ...[408, 502, 504].map((status) => ({
        name: String(status),
        fault: { status },
        statuses: [status, 200],
      })),
      { name: "500 three times", fault: { status: 500, times: 3 }, statuses: [500, 500, 500, 200] },
      {
        name: "409 AnotherOperationInProgress",
        fault: { status: 409, code: "AnotherOperationInProgress" },
        statuses: [409, 200],
      },
      { name: "a broken connection", fault: { reset: true }, statuses: [undefined, 200] },
      {
        name: "a lost answer, by writing the same again",
        fault: { reset: true, when: "after" },
        statuses: [undefined, 200],
      },
    ];
    for (const { name, fault, statuses } of passing) {
      it(`gets over ${name}`, async () => {
        const { emulator, plugin } = azure;
        emulator.faults.add({ method: "PUT", ...fault });
        await plugin.create(TOKEN, inputs(`gets-over-${name.replaceAll(/\W/g, "-")}`.slice(0, 49)));
        const tried = emulator.journal.entries().filter(({ method }) => method === "PUT");
        expect(tried.map(({ status }) => status)).to.deep.equal(statuses);
      });
    }

    it("waits as long as Retry-After says", async () => {
      const { emulator, plugin } = azure;
      emulator.faults.add({ method: "PUT", status: 429, retryAfterSeconds: 1 });
      const start = performance.now();
      await plugin.create(TOKEN, inputs("throttled"));
      expect(performance.now() - start).to.be.greaterThan(1000);
    });
  });

  describe("long-running operations", () => {
    it("fails with what there is when the operation cannot be followed", async () => {
      const { emulator, plugin, registryId, requests } = azure;
      const created = inputs("half-made");
      emulator.behaviours.longRunning = true;
      emulator.faults.add({ path: "operationStatuses", status: 403, code: "AuthorizationFailed" });
      const error = await failure(plugin.create(TOKEN, created));
      expect(error.message).to.match(/^Status=403 Code="AuthorizationFailed" Message="/);
      expect(error.partial?.id).to.equal(`${registryId}/tokens/half-made`);
      expect(error.partial?.inputs).to.deep.equal(created);
      expect(error.partial?.outputs).to.include({ name: "half-made", status: "enabled" });
      expect(requests().slice(0, 3)).to.deep.equal([
        "GET tokens/half-made 404",
        "PUT tokens/half-made 201",
        "GET tokens/half-made/operationStatuses/token-ID 403",
      ]);
    });

    it("follows Azure-AsyncOperation on create and Location on delete", async () => {
      const { emulator, plugin, requests } = azure;
      emulator.behaviours.longRunning = true;
      const { id, outputs } = await plugin.create(TOKEN, inputs("slow-token"));
      expect(outputs.provisioningState).to.equal("Succeeded");
      await plugin.delete(TOKEN, id);
      const distinct = requests().filter((request, index, all) => request !== all[index - 1]);
      expect(distinct).to.deep.equal([
        "GET tokens/slow-token 404",
        "PUT tokens/slow-token 201",
        "GET tokens/slow-token/operationStatuses/token-ID 200",
        "GET tokens/slow-token 200",
        "DELETE tokens/slow-token 202",
        "GET locations/WESTEUROPE/operationResults/registries-ID 200",
      ]);
    });
  });

  describe("cancel", () => {
    it("stops between two requests and keeps what was made", async () => {
      const { emulator, startPlugin, requests, registryId } = azure;
      await using plugin = await startPlugin();
      emulator.behaviours.longRunning = true;
      const remove = emulator.intercept(({ phase, entry }) => {
        if (phase === "after" && entry.method === "PUT") {
          setTimeout(() => plugin.cancel(), 100);
        }
      });
      const error = await failure(plugin.create(TOKEN, inputs("cancelled")));
      remove();
      const cancelled = "cancelled between two requests to Azure";
      expect(error.message).to.equal(`resource created but read failed ${cancelled}: ${cancelled}`);
      expect(error.partial?.id).to.equal(`${registryId}/tokens/cancelled`);
      expect(requests()).to.deep.equal(["GET tokens/cancelled 404", "PUT tokens/cancelled 201"]);
    });
  });

  it("ends with the engine, which holds its standard input", async () => {
    const plugin = await azure.startPlugin();
    const exited = once(plugin.process, "exit");
    plugin.process.stdin?.end();
    expect(await exited).to.deep.equal([0, null]);
    plugin.client.close();
  });

  it("shares one access token between requests that start together", async () => {
    const { startPlugin, emulator } = azure;
    await using plugin = await startPlugin();
    const names = ["one", "two", "three"].map((name) => `shared-${name}`);
    emulator.journal.clear();
    await Promise.all(
      names.map((scopeMapName) =>
        plugin.create(SCOPE_MAP, {
          resourceGroupName: "registry-access",
          registryName: "vendorimages",
          scopeMapName,
          actions: [],
        }),
      ),
    );
    const logins = emulator.journal.entries().filter(({ host }) => host === "login");
    expect(logins.map(({ status }) => status)).to.deep.equal([200]);
  });
});
