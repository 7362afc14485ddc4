// The clock by itself: it ticks, it can be moved, its times have Azure's form.
import { expect } from "chai";
import { createClock, sevenDigits } from "../../emulator/time/clock";

describe("createClock", () => {
  it("shows the machine's time until it is moved, and goes on from there", () => {
    const clock = createClock();
    const before = Date.now();
    expect(clock.now().getTime()).to.be.within(before, Date.now());

    clock.set("2026-03-01T00:00:00Z");
    clock.advanceDays(31);
    expect(clock.now().toISOString().slice(0, 16)).to.equal("2026-04-01T00:00");
    expect(clock.nowInSeconds()).to.equal(Math.floor(clock.now().getTime() / 1000));
  });

  it("writes times with seven digits, no two alike", () => {
    const clock = createClock();
    const times = Array.from({ length: 1000 }, () => clock.timestamp());
    expect(new Set(times).size).to.equal(1000);
    for (const time of times) {
      expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
      expect(Date.parse(time)).to.be.a("number").and.not.NaN;
    }
  });

  for (const time of ["soon", "+010000-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00"]) {
    it(`refuses ${time}, which is no time that Azure can write`, () => {
      expect(() => createClock().set(time)).to.throw(
        RangeError,
        `clock: "${time}" is not a time; give ISO 8601, for example 2026-03-01T00:00:00Z`,
      );
    });
  }

  it("refuses to go beyond the year 9999, and stays where it was", () => {
    const clock = createClock();
    clock.set("9999-12-30T12:00:00Z");
    expect(() => clock.advanceDays(2)).to.throw(
      RangeError,
      "clock: 2 more days lead beyond the year 9999; give fewer",
    );
    clock.advanceDays(1);
    expect(clock.timestamp()).to.match(/^9999-12-31T12:00:/);
  });
});

describe("sevenDigits", () => {
  it("fills up with zeros", () => {
    expect(sevenDigits(new Date("2026-03-01T12:34:56.7Z"))).to.equal(
      "2026-03-01T12:34:56.7000000+00:00",
    );
  });
});
