// Workflows without sockets and with a clock that stands still, for tests of many histories.
import { expect } from "chai";
import { InProcessAzure } from "../inProcessAzure";
import { Workflows } from "./workflows";

describe("an emulated workflow in process", () => {
  it("runs 100 times with a retry and a wait, by a clock that only the runs move", async () => {
    const azure = new InProcessAzure();
    await azure.start({ ticks: false });
    const { emulator } = azure;
    const workflows = new Workflows(azure);
    const uri = `${emulator.url}/metadata/endpoints?api-version=2022-09-01`;
    const actions = { Ask: { type: "Http", inputs: { method: "GET", uri } } };
    const url = await workflows.deploy("in-process", { actions });
    const begun = emulator.clock.now().getTime();
    emulator.faults.add({ operation: "Metadata_GetEndpoints", status: 503, times: 100 });
    for (let call = 0; call < 100; call += 1) {
      expect((await workflows.call(url)).status).to.equal(202);
    }
    await emulator.settle();

    const runs = await workflows.runs("in-process");
    const asked = emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Metadata_GetEndpoints");
    expect([
      new Set(runs.map(({ status }) => status)),
      runs.length,
      asked.length,
      emulator.clock.now().getTime() - begun,
    ]).to.deep.equal([new Set(["Succeeded"]), 100, 200, 7_500]);
    await azure.close();
  });
});
