// Triggers of type Recurrence: when they fire by the emulator's clock.
import { expect } from "chai";
import { nextTime } from "../../../emulator/logic/engine/recurrence";
import { useEmulators } from "../useEmulator";
import { Workflows } from "./workflows";

describe("a recurrence of an emulated workflow", () => {
  const start = useEmulators();
  const hours = (interval: number, more: object = {}) => ({
    triggers: {
      timer: { type: "Recurrence", recurrence: { frequency: "Hour", interval, ...more } },
    },
  });
  const deployed = async (definition: object) => {
    const azure = await start({ now: "2026-03-01T00:00:00Z" });
    const workflows = new Workflows(azure);
    await workflows.deploy("timed", definition);
    const runs = async () => {
      await azure.emulator.settle();
      return (await workflows.runs("timed")).length;
    };
    const advance = async (given: number) => {
      azure.emulator.clock.advanceDays(given / 24);
      return runs();
    };
    return { azure, workflows, runs, advance };
  };

  it("fires at once, and then after each interval", async () => {
    const { runs, advance } = await deployed(hours(6));
    expect([await runs(), await advance(5.9), await advance(0.2), await advance(6)]).to.deep.equal([
      1, 1, 2, 3,
    ]);
  });

  it("leaves out the times that have passed", async () => {
    const { runs, advance } = await deployed(hours(6));
    expect([await runs(), await advance(27), await advance(3), await advance(6)]).to.deep.equal([
      1, 2, 3, 4,
    ]);
  });

  it("begins at its start time", async () => {
    const { runs, advance } = await deployed(hours(6, { startTime: "2026-03-01T01:00:00Z" }));
    expect([await runs(), await advance(0.9), await advance(0.2), await advance(6)]).to.deep.equal([
      0, 0, 1, 2,
    ]);
  });

  it("does not fire when the workflow is disabled, changed to another, or deleted", async () => {
    const { azure, workflows, runs, advance } = await deployed(hours(1));
    await runs();
    await workflows.arm("POST", "timed/disable");
    const disabled = await advance(5);
    await workflows.arm("POST", "timed/enable");
    const enabled = await runs();
    await workflows.deploy("timed", hours(1, { startTime: "2027-03-01T00:00:00Z" }));
    const changed = await advance(5);
    expect([disabled, enabled, changed]).to.deep.equal([1, 2, 2]);
    await workflows.arm("DELETE", "timed");
    azure.emulator.clock.advanceDays(400);
    await azure.emulator.settle();
    await workflows.deploy("timed", hours(1, { startTime: "2029-03-01T00:00:00Z" }));
    expect(await runs()).to.equal(0);
  });

  it("goes on after a checkpoint was restored", async () => {
    const { azure, runs, advance } = await deployed(
      hours(6, { startTime: "2026-03-01T01:00:00Z" }),
    );
    const restore = azure.emulator.checkpoint();
    expect(await advance(2)).to.equal(1);
    restore();
    expect([await runs(), await advance(2), await advance(6)]).to.deep.equal([0, 1, 2]);
  });

  it("fires by hand, too", async () => {
    const { workflows, runs } = await deployed(hours(6, { startTime: "2027-03-01T01:00:00Z" }));
    expect((await workflows.arm("POST", "timed/triggers/timer/run")).status).to.equal(202);
    expect(await runs()).to.equal(1);
  });
});

describe("nextTime", () => {
  const next = (
    frequency: "Second" | "Day" | "Week" | "Month",
    interval: number,
    start: string,
    after: string,
  ) =>
    new Date(nextTime({ frequency, interval }, Date.parse(start), Date.parse(after))).toISOString();

  for (const [frequency, interval, start, after, found] of [
    ["Second", 90, "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z", "2026-01-01T00:03:00.000Z"],
    ["Day", 2, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00.000Z"],
    ["Week", 1, "2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
    ["Month", 1, "2026-01-15T00:00:00Z", "2026-03-15T00:00:00Z", "2026-04-15T00:00:00.000Z"],
  ] as const) {
    it(`is ${found} for ${interval} ${frequency} after ${after}`, () => {
      expect(next(frequency, interval, start, after)).to.equal(found);
    });
  }
});
