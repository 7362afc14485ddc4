// What the Http action tries again and follows, and how long it waits by the emulator's clock.
import { expect } from "chai";
import type { Fault } from "../../../emulator/faults";
import { useEmulator } from "../useEmulator";
import { Workflows } from "./workflows";

describe("an Http action that is not answered at once", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  let count = 0;

  const run = async (action: object) => {
    count += 1;
    const name = `r${count}`;
    await workflows.run(
      await workflows.deploy(name, { actions: { Call: { type: "Http", ...action } } }),
    );
    const { Call } = await workflows.actions(name);
    return { name, Call, ...(await workflows.content(name, "Call")) };
  };
  const addFault = (fault: Fault) => azure.emulator.faults.add(fault);
  afterEach(() => azure.emulator.faults.clear());
  const minutes = (from: Date) => (azure.emulator.clock.now().getTime() - from.getTime()) / 60_000;

  const ready = (more: object = {}, rest: object = {}) => ({
    inputs: {
      method: "GET",
      uri: `${azure.emulator.url}/metadata/endpoints?api-version=2022-09-01`,
      ...more,
    },
    ...rest,
  });

  const policies: readonly {
    readonly policy: string;
    readonly retryPolicy?: object;
    readonly requests: number;
    readonly minutes: number;
  }[] = [
    { policy: "by default: 7.5, 15, 30, 45 s", requests: 5, minutes: 97.5 / 60 },
    { policy: "none", retryPolicy: { type: "none" }, requests: 1, minutes: 0 },
    {
      policy: "fixed",
      retryPolicy: { type: "fixed", count: 2, interval: "PT30S" },
      requests: 3,
      minutes: 1,
    },
    {
      policy: "exponential",
      retryPolicy: { type: "exponential", count: 3, interval: "PT1M", maximumInterval: "PT3M" },
      requests: 4,
      minutes: 6,
    },
  ];
  for (const { policy, retryPolicy, requests, minutes: waited } of policies) {
    it(`tries again: ${policy}`, async () => {
      addFault({ operation: "Metadata_GetEndpoints", status: 503, times: 100 });
      const begin = azure.emulator.clock.now();
      const { name, Call } = await run(ready(retryPolicy === undefined ? {} : { retryPolicy }));

      expect(Call).to.equal("Failed ServiceUnavailable");
      const [found] = await workflows.runs(name);
      const path = `${name}/runs/${found?.name}/actions/Call`;
      const { body } = await workflows.arm("GET", `${path}/requestHistories`);
      const { value } = body as { value: { properties: { response: { statusCode: number } } }[] };
      expect(value.map(({ properties }) => properties.response.statusCode)).to.deep.equal(
        Array.from({ length: requests }, () => 503),
      );
      const action = (await workflows.arm("GET", path)).body as {
        properties: { retryHistory: object[] };
      };
      expect(action.properties.retryHistory).to.have.length(requests - 1);
      expect(minutes(begin)).to.be.within(waited, waited + 5);
    });
  }

  for (const [what, fault] of [
    ["429", { status: 429 }],
    ["408", { status: 408 }],
    ["a broken connection", { reset: true }],
  ] as const) {
    it(`tries again after ${what}, and succeeds`, async () => {
      addFault({ operation: "Metadata_GetEndpoints", ...fault });
      expect((await run(ready())).Call).to.equal("Succeeded OK");
    });
  }

  it("waits as long as Retry-After says", async () => {
    addFault({ operation: "Metadata_GetEndpoints", status: 429, retryAfterSeconds: 600 });
    const begin = azure.emulator.clock.now();
    expect((await run(ready())).Call).to.equal("Succeeded OK");
    expect(minutes(begin)).to.be.within(10, 15);
  });

  it("does not try again after 400", async () => {
    addFault({ operation: "Metadata_GetEndpoints", status: 400 });
    expect((await run(ready())).Call).to.equal("Failed BadRequest");
  });

  describe("and an answer that only promises a result", () => {
    const promise = (retryAfterSeconds?: number) => ({
      operation: "Metadata_GetEndpoints",
      status: 202,
      headers: { location: "/metadata/endpoints?api-version=2022-09-01&poll=1" },
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });

    it("follows its Location until there is another answer", async () => {
      addFault({ ...promise(30), times: 3 });
      const begin = azure.emulator.clock.now();
      const { Call, outputs } = await run(ready());
      expect([Call, (outputs as { body: { name: string } }).body.name]).to.deep.equal([
        "Succeeded OK",
        "AzureEmulator",
      ]);
      expect(minutes(begin)).to.be.within(1.5, 6.5);
    });

    it("takes it as the answer where the pattern is turned off", async () => {
      addFault(promise());
      const { Call } = await run(ready({}, { operationOptions: "DisableAsyncPattern" }));
      expect(Call).to.equal("Succeeded Accepted");
    });

    it("fails as the last answer does", async () => {
      addFault(promise());
      addFault({ operation: "Metadata_GetEndpoints", status: 409 });
      expect((await run(ready())).Call).to.equal("Failed Conflict");
    });

    it("waits no longer than its limit", async () => {
      addFault({ ...promise(60), times: 100 });
      const begin = azure.emulator.clock.now();
      const { name, Call } = await run(ready({}, { limit: { timeout: "PT10M" } }));
      expect(Call).to.equal("TimedOut ActionTimedOut");
      expect((await workflows.runs(name))[0]?.status).to.equal("Failed");
      expect(minutes(begin)).to.be.within(10, 15);
    });
  });
});
