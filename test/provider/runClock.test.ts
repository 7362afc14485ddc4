// The clock of a run: when it is compared with Azure's, what stops the run, what is a warning, and which day counts.

import { expect } from "chai";
import { type ClockReading, runClock } from "../../provider/runClock";

const MOVED = { ARM_METADATA_HOSTNAME: "localhost:1", CUSTOMER_ACCESS_NOW: "2026-11-21T23:59:00Z" };
const OURS = Date.parse(MOVED.CUSTOMER_ACCESS_NOW);
const MINUTE = 60_000;

const reading = (
  aheadMs: number | undefined,
  change: Partial<ClockReading> = {},
): ClockReading => ({
  azureMs: aheadMs === undefined ? undefined : OURS + aheadMs,
  ourMs: OURS,
  durationMs: 200,
  ...change,
});
const CACHED = reading(undefined, { silence: "a cache" });
const UNDATED = reading(undefined, { silence: "no Date" });

describe("runClock", () => {
  const days: [name: string, readings: ClockReading[], day: string][] = [
    ["this machine's, before anything is compared", [], "2026-11-21"],
    ["this machine's, where Azure's is the same", [reading(0)], "2026-11-21"],
    ["Azure's, which is on the next already", [reading(2 * MINUTE)], "2026-11-22"],
    ["Azure's by five minutes, which are not too many", [reading(5 * MINUTE)], "2026-11-22"],
    ["that of the answer that says it", [UNDATED, reading(2 * MINUTE)], "2026-11-22"],
    [
      "that of the answer that was under way for the shortest time",
      [reading(2 * MINUTE, { durationMs: 900 }), reading(0)],
      "2026-11-21",
    ],
    ["this machine's, where no answer says it", [UNDATED, CACHED], "2026-11-21"],
  ];
  for (const [name, readings, day] of days) {
    it(`has the day ${name}`, () => {
      const clock = runClock(MOVED);
      clock.compare(readings);
      expect(clock.today()).to.equal(day);
    });
  }

  it("has Azure's day also when that is the day before", () => {
    const env = { ...MOVED, CUSTOMER_ACCESS_NOW: "2026-11-22T00:01:00Z" };
    const clock = runClock(env);
    const ourMs = Date.parse(env.CUSTOMER_ACCESS_NOW);
    expect(clock.compare([{ ourMs, azureMs: ourMs - 2 * MINUTE, durationMs: 1 }])).to.equal(
      undefined,
    );
    expect(clock.today()).to.equal("2026-11-21");
  });

  const AHEAD = "2026-11-21T23:59:00Z, and Azure's clock 2026-11-21T23:53:59Z";
  const BEHIND = "2026-11-21T23:59:00Z, and Azure's clock 2026-11-22T00:04:01Z";
  const WHY =
    "nothing was read or changed, because a wrong clock makes working passwords look expired";
  const stopped: [name: string, readings: ClockReading[], said: string][] = [
    ["ahead", [reading(-301_000)], AHEAD],
    ["behind", [reading(301_000)], BEHIND],
    ["ahead by one of two answers", [reading(0), reading(-301_000, { durationMs: 900 })], AHEAD],
    ["behind by the only answer that tells it", [CACHED, reading(301_000)], BEHIND],
  ];
  for (const [name, readings, said] of stopped) {
    it(`stops a run whose clock is more than five minutes ${name}`, () => {
      expect(() => runClock(MOVED).compare(readings)).to.throw(
        new RegExp(
          `^CUSTOMER_ACCESS_NOW says ${said}; ${WHY}: run again with CUSTOMER_ACCESS_NOW=${said.slice(-20)}$`,
        ),
      );
    });
  }

  it("speaks of this machine's clock where nothing moves it", () => {
    const azureMs = Date.parse("2026-11-21T09:00:00Z");
    const far = { azureMs, ourMs: Date.parse("2027-11-21T09:00:00Z"), durationMs: 1 };
    expect(() => runClock({}).compare([far])).to.throw(
      `this machine's clock says 2027-11-21T09:00:00Z, and Azure's clock 2026-11-21T09:00:00Z; ${WHY}: set this machine's clock, and run again`,
    );
  });

  it("names the variable that moves it to the clock of an emulator", () => {
    const azureMs = Date.parse("2026-11-21T09:00:00Z");
    const near = { azureMs, ourMs: azureMs - 301_000, durationMs: 1 };
    const env = { ARM_METADATA_HOSTNAME: "localhost:8443" };
    expect(() => runClock(env).compare([near])).to.throw(
      `this machine's clock says 2026-11-21T08:54:59Z, and Azure's clock 2026-11-21T09:00:00Z; ${WHY}: run again with CUSTOMER_ACCESS_NOW=2026-11-21T09:00:00Z`,
    );
  });

  const warned: [readings: ClockReading[], words: string | undefined][] = [
    [[UNDATED, CACHED], "have no Date"],
    [[CACHED], "came out of a cache"],
    [[CACHED, reading(0)], undefined],
    [[], undefined],
  ];
  for (const [readings, words] of warned) {
    it(`${words ? "warns" : "does not warn"} of ${readings.map(({ silence = "a Date" }) => silence).join(" and ") || "no answer"}`, () => {
      expect(runClock(MOVED).compare(readings)).to.equal(
        words &&
          `Azure's answers ${words}, so this machine's clock could not be compared with Azure's; make sure that it is right: a wrong clock makes working passwords look expired`,
      );
    });
  }
});
