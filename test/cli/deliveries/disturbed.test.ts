// npm run deliveries where Azure refuses, fails, says too much, or the run is cancelled; and how fast it asks.
import { expect } from "chai";
import { matchWebhooks } from "../../../cli/deliveries/matchWebhooks";
import { readWebhooks } from "../../../cli/deliveries/readWebhooks";
import { giveRole } from "../../emulator/arm/importing";
import { Announced } from "./announced";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

describe("npm run deliveries, disturbed", () => {
  const announced = new Announced();
  const { stack } = announced;
  before(() => announced.start());
  beforeEach(() => announced.reset());
  after(() => announced.close());

  /** The message of what it throws. */
  const failure = async (...given: Parameters<Announced["ask"]>): Promise<string> => {
    const thrown = await announced.ask(...given).catch((error: Error) => error);
    if (!(thrown instanceof Error)) throw new Error("it did not fail");
    for (const secret of announced.secrets) expect(thrown.message).not.to.include(secret);
    return thrown.message.replace(/request id [\w-]+/, "request id …");
  };
  const fault = (operation: string, more: object) =>
    stack.azure.emulator.faults.add({ operation, ...more });

  it("names the action that an identity lacks which only reads", async () => {
    await giveRole(stack.azure, "contoso-deployment", READER, stack.azure.registryId);
    const { environment, principals } = stack.azure.tenant;
    const { clientId, clientSecret } =
      principals.find(({ name }) => name === "contoso-deployment") ?? {};
    const env = { ...environment, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
    const [listing, pinging] = [await failure({}, { env }), await failure({ ping: true }, { env })];
    expect(listing).to.match(/^listing the events of webhook \w+: 403 AuthorizationFailed: /);
    expect(listing).to.match(
      /; give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry, or one with the action Microsoft.ContainerRegistry\/registries\/webhooks\/listEvents\/action$/,
    );
    expect(pinging).to.match(/^sending a ping by webhook \w+: 403 AuthorizationFailed: /);
    expect(pinging).to.match(/\/webhooks\/ping\/action$/);
  });

  it("goes on after a failure that concerns one webhook, and exits with 2", async () => {
    await announced.push("app/api", "1.1.0");
    const name = announced.nameOf("app/web");
    fault("Webhooks_ListEvents", { path: name, status: 500, times: 100, code: "InternalError" });
    const { exitCode, report, lines } = await announced.ask();
    expect(exitCode).to.equal(2);
    expect(report.isAnswering).to.equal(false);
    expect(
      lines.slice(1).map((line) => line.replace(/request id [\w-]+/, "request id …")),
    ).to.deep.equal([
      `contoso app/web is not known: listing the events of webhook ${name}: 500 InternalError: Pagination failed with unexpected statusCode 500 (request id …); Azure failed; run again`,
      "dev: 2 webhooks: 1 answered, 1 not known",
    ]);
    await announced.push("app/api", "1.2.0");
    announced.disturb({ status: 401 });
    await announced.push("app/api", "1.3.0");
    expect((await announced.ask()).exitCode).to.equal(1);
  });

  it("takes a webhook that was deleted meanwhile as missing", async () => {
    const release = stack.azure.emulator.intercept(async ({ phase, entry }) => {
      if (phase !== "before" || entry.operation !== "Webhooks_ListEvents") return;
      release();
      await stack.azure.arm("DELETE", entry.path.replace("/listEvents", ""));
    });
    const { exitCode, report } = await announced.ask();
    expect(exitCode).to.equal(1);
    expect(report.webhooks.map(({ status }) => status)).to.have.members(["missing", "enabled"]);
  });

  it("repeats no secret of an answer that Azure refuses with", async () => {
    const [signature, header] = announced.secrets;
    for (const secret of [`https://example/?sv=1.0&sig=${signature}`, header]) {
      const refused = { status: 403, code: "Forbidden", message: `No: ${secret}`, times: 2 };
      fault("Webhooks_Ping", refused);
      expect(await failure({ ping: true })).to.match(
        /^sending a ping by webhook \w+: 403 Forbidden: Azure's answer seems to hold an address or a header, so it is not shown \(request id …\); run again$/,
      );
      stack.azure.emulator.faults.clear();
      fault("Webhooks_ListEvents", refused);
      expect(await failure()).to.match(
        /^listing the events of webhook \w+: 403 Forbidden: Pagination /,
      );
      stack.azure.emulator.faults.clear();
    }
  });

  it("says which event cannot be read, and nothing of what is in it", async () => {
    await announced.push("app/api", "1.1.0");
    const body = (event: object) => JSON.stringify({ value: [event] });
    const secret = { requestUri: `https://example/?sig=${announced.secrets[0]}` };
    const content = { timestamp: "2026-10-03T12:00:00Z", action: "push" };
    for (const [event, says] of [
      [{ eventRequestMessage: { content, ...secret } }, "an event has no id"],
      [{ id: "e1", eventRequestMessage: secret }, "event e1 has no action"],
      [
        { id: "e2", eventRequestMessage: { content: { ...content, timestamp: "soon" } } },
        "event e2 has no time",
      ],
    ] as const) {
      const headers = { "content-type": "application/json" };
      fault("Webhooks_ListEvents", { status: 200, times: 2, headers, body: body(event) });
      const { exitCode, report, said } = await announced.ask();
      expect(exitCode).to.equal(2);
      expect(
        report.webhooks.map(({ unread }) => unread?.replace(/webhook \w+/, "…")),
      ).to.deep.equal(Array(2).fill(`listing the events of …: 200: ${says}; run again`));
      expect(said).not.to.include("sig=");
    }
  });

  it("stops between two requests, and while it waits for a ping", async () => {
    for (const operation of ["Webhooks_List", "Webhooks_Ping", "Webhooks_ListEvents"]) {
      const stopped = new AbortController();
      const release = stack.azure.emulator.intercept(({ phase, entry }) => {
        if (phase === "after" && entry.operation === operation) stopped.abort();
      });
      announced.disturb({ delivery: "lost", times: 2 });
      const thrown = await failure({ ping: true }, { signal: stopped.signal });
      release();
      expect(thrown).to.match(/cancelled before the next request|aborted/);
      stack.azure.emulator.faults.clear();
    }
  });

  it("asks no faster than Resource Manager takes it", async () => {
    let nowMs = 0;
    const names = Array.from({ length: 250 }, (_, at) => `app/n${at}`);
    const mark = { customer: "contoso", owner: "x7k2pd4q", stack: "dev" };
    const tags = { Customer: "contoso", Owner: "x7k2pd4q" };
    const sync = {
      ...{
        headerSecretName: "contoso-sync-x7k2pd4q",
        urlSecretId: "",
        mark,
        registryId: "registry",
        enabled: true,
        hasUrl: true,
      },
      ...{ wanted: {}, added: [], webhookNames: [] },
    };
    const listed = names.map((name) => ({
      ...{ name, location: "westeurope", scope: `${name}:*`, isEnabled: true, actions: [] },
      tags: { ...tags, Repository: name },
    }));
    expect(matchWebhooks(sync, listed)).to.have.length(250);
    const seen: string[] = [];
    const reports = await readWebhooks([sync], {
      list: async () => listed,
      events: { list: async () => [], ping: async () => "unused" },
      time: {
        nowMs: () => nowMs,
        wait: async (ms) => {
          nowMs += ms;
        },
      },
      signal: new AbortController().signal,
      isPinging: false,
      update: (done, all) => seen.push(`${done} of ${all}`),
    });
    expect(reports.map(({ repository }) => repository)).to.deep.equal(
      [...names].sort((a, b) => a.localeCompare(b)),
    );
    expect([seen.length, seen.at(-1)]).to.deep.equal([250, "250 of 250"]);
    // 200 at once, and ten a second.
    expect(nowMs).to.be.at.least(4_900);
  });
});
