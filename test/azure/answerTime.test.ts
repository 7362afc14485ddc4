// What an answer shows about the time: its Date, unless a cache gave it, and how long the attempt took that brought it.

import { expect } from "chai";
import { answerTime } from "../../azure/answerTime";
import { openHttp, send } from "../../azure/http";
import { useEmulator } from "../emulator/useEmulator";

describe("answerTime", () => {
  const azure = useEmulator({ now: "2026-11-21T09:00:00Z" });

  beforeEach(() => azure.emulator.faults.clear());

  const ask = async () => {
    const response = await send(openHttp({ ca: azure.emulator.ca, retryDelayMs: 1 }), {
      operation: "asking",
      url: `${azure.emulator.url}/metadata/endpoints?api-version=2022-09-01`,
    });
    return answerTime(response);
  };

  it("is Azure's time, in whole seconds", async () => {
    const { azureMs = 0, silence } = await ask();
    expect(silence).to.equal(undefined);
    expect(azureMs % 1000).to.equal(0);
    expect(azure.emulator.clock.now().getTime() - azureMs).to.be.within(0, 60_000);
  });

  const silent: [name: string, headers: Record<string, string>, silence: string][] = [
    ["an Age", { age: "30" }, "a cache"],
    ["an Age of nothing", { age: "0" }, "a cache"],
    ["a Date that cannot be read", { date: "today" }, "no Date"],
  ];
  for (const [name, headers, silence] of silent) {
    it(`is not shown by an answer with ${name}`, async () => {
      azure.emulator.faults.add({ status: 200, body: "{}", headers });
      const { durationMs: _, ...time } = await ask();
      expect(time).to.deep.equal({ azureMs: undefined, silence });
    });
  }

  it("is not told without a Date", async () => {
    azure.emulator.behaviours.dateHeader = false;
    const { silence } = await ask();
    azure.emulator.behaviours.dateHeader = true;
    expect(silence).to.equal("no Date");
  });

  it("has the duration of the last attempt alone", async () => {
    azure.emulator.faults.add({ status: 503, delayMs: 1_000 });
    azure.emulator.faults.add({ delayMs: 300 });
    const begun = performance.now();
    const { durationMs } = await ask();
    const before = performance.now() - begun - durationMs;
    expect(durationMs).to.be.at.least(290);
    expect(before).to.be.at.least(990);
  });
});
