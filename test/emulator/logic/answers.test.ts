// What the caller of a workflow is answered, with a Response and without, and when too many call.
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { MANUAL, Workflows } from "./workflows";

const codeOf = ({ status, body }: Received) => [
  status,
  (body as { error?: { code: string } }).error?.code,
];

describe("the caller of an emulated workflow", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const slow = (seconds: number) => ({
    type: "Http",
    inputs: {
      method: "GET",
      uri: "https://localhost:1/",
      retryPolicy: { type: "fixed", count: 1, interval: `PT${seconds}S` },
    },
  });
  const respond = (more: object = {}) => ({
    type: "Response",
    inputs: {
      statusCode: 201,
      headers: { "x-tag": "@triggerBody().tag" },
      body: { got: "@triggerBody()" },
    },
    ...more,
  });
  /** Calls while the clock is moved over all that the run waits for. */
  const callOver = async (url: string) => {
    let answer: Received | undefined;
    void workflows.call(url, { tag: "1.0" }).then((received) => {
      answer = received;
    });
    while (answer === undefined) {
      await azure.emulator.settle();
      await setTimeout(1);
    }
    return answer;
  };

  it("is answered what the run says", async () => {
    const { status, headers, body } = await callOver(
      await workflows.deploy("response", { actions: { Respond: respond() } }),
    );
    expect([status, headers["x-tag"], headers["content-type"], body]).to.deep.equal([
      201,
      "1.0",
      "application/json; charset=utf-8",
      { got: { tag: "1.0" } },
    ]);
  });

  it("is answered when it is in time, and goes on behind it", async () => {
    const actions = {
      Slow: slow(100),
      Respond: respond({ runAfter: { Slow: ["Failed"] } }),
      Slower: { ...slow(600), runAfter: { Respond: ["Succeeded"] } },
    };
    expect((await callOver(await workflows.deploy("in-time", { actions }))).status).to.equal(201);
    await azure.emulator.settle();
    expect(await workflows.actions("in-time")).to.deep.equal({
      Slow: "Failed BadRequest",
      Respond: "Succeeded OK",
      Slower: "Failed BadRequest",
    });
  });

  it("is answered 504 when it is late, and the Response fails", async () => {
    const actions = { Slow: slow(200), Respond: respond({ runAfter: { Slow: ["Failed"] } }) };
    expect(codeOf(await callOver(await workflows.deploy("late", { actions })))).to.deep.equal([
      504,
      "GatewayTimeout",
    ]);
    await azure.emulator.settle();
    expect(await workflows.actions("late")).to.deep.equal({
      Slow: "Failed BadRequest",
      Respond: "Failed ActionResponseTimedOut",
    });
  });

  it("is answered 502 when the run ends without it", async () => {
    const actions = { Slow: slow(5), Respond: respond({ runAfter: { Slow: ["Succeeded"] } }) };
    expect(codeOf(await callOver(await workflows.deploy("none", { actions })))).to.deep.equal([
      502,
      "NoResponse",
    ]);
  });

  it("is answered 429 when the queue of runs is full, and runs the others in turn", async () => {
    const concurrency = { runs: 1, maximumWaitingRuns: 2 };
    const uri = "https://localhost:1/";
    const Slow = {
      type: "Http",
      inputs: { method: "GET", uri, retryPolicy: { type: "fixed", count: 1, interval: "PT1H" } },
    };
    const url = await workflows.deploy("queue", {
      triggers: { manual: { ...MANUAL.manual, runtimeConfiguration: { concurrency } } },
      actions: { Slow },
    });
    const answers: unknown[] = [];
    for (let each = 0; each < 5; each += 1) answers.push((await workflows.call(url)).status);
    const before = (await workflows.runs("queue")).map(({ status }) => status);
    await azure.emulator.settle();
    const after = (await workflows.runs("queue")).map(({ status }) => status);

    const without = await workflows.put("queue", { actions: { Slow } });

    expect(without.status).to.equal(400);
    expect(answers).to.deep.equal([202, 202, 202, 429, 429]);
    expect(before).to.deep.equal(["Waiting", "Waiting", "Running"]);
    expect(after).to.deep.equal(["Failed", "Failed", "Failed"]);
  });

  it("may be one of 200 at once, without concurrency", async () => {
    const url = await workflows.deploy("many", {});
    const answers = await Promise.all(Array.from({ length: 200 }, () => workflows.call(url)));
    await azure.emulator.settle();
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([202]));
    const { body } = await workflows.arm(
      "GET",
      "many/runs?$filter=status eq 'Succeeded'&$top=500".replaceAll(" ", "%20"),
    );
    expect((body as { value: object[]; nextLink?: string }).nextLink).to.include("skiptoken=100");
  });
});
