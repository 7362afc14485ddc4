// Days are counted in UTC, over months, leap days and changes of clocks.

import { expect } from "chai";
import { addDays, dayOf, earlier, startOf } from "../../provider/days";

describe("days", () => {
  const sums: [day: string, days: number, result: string][] = [
    ["2026-01-01", 0, "2026-01-01"],
    ["2026-01-31", 1, "2026-02-01"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
    ["2026-01-01", 3650, "2035-12-30"],
  ];
  for (const [day, days, result] of sums) {
    it(`adds ${days} to ${day}`, () => {
      expect(addDays(day, days)).to.equal(result);
    });
  }

  const instants: [instant: string, day: string][] = [
    ["2026-01-01T00:00:00Z", "2026-01-01"],
    ["2026-01-01T23:59:59.999Z", "2026-01-01"],
    ["2026-01-01T00:30:00+02:00", "2025-12-31"],
    ["2026-01-01T23:30:00.1234567-02:00", "2026-01-02"],
  ];
  for (const [instant, day] of instants) {
    it(`finds the day of ${instant}`, () => {
      expect(dayOf(instant)).to.equal(day);
    });
  }

  it("begins a day at midnight UTC", () => {
    expect(startOf("2026-01-01")).to.equal("2026-01-01T00:00:00Z");
  });

  const pairs: [one: string | undefined, other: string | undefined, earlier: string | undefined][] =
    [
      [undefined, undefined, undefined],
      ["2026-01-01", undefined, "2026-01-01"],
      [undefined, "2026-01-01", "2026-01-01"],
      ["2026-01-01", "2026-01-02", "2026-01-01"],
      ["2026-01-02", "2026-01-01", "2026-01-01"],
      ["2026-01-01", "2026-01-01", "2026-01-01"],
    ];
  for (const [one, other, result] of pairs) {
    it(`finds ${result ?? "neither"} the earlier of ${one ?? "never"} and ${other ?? "never"}`, () => {
      expect(earlier(one, other)).to.equal(result);
    });
  }
});
