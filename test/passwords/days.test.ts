// The day of an instant, and which of two days is the earlier.

import { expect } from "chai";
import { dayOf, earlier, startOf } from "../../passwords/days";

describe("days", () => {
  const instants: [instant: string, day: string][] = [
    ["2026-01-01T00:00:00Z", "2026-01-01"],
    ["2026-01-01T23:59:59.999Z", "2026-01-01"],
    ["2026-01-01T00:30:00+02:00", "2025-12-31"],
    ["2026-01-01T23:30:00.1234567-02:00", "2026-01-02"],
    ["9999-12-31T23:59:59.9999999Z", "9999-12-31"],
    ["9999-12-31T23:59:59-01:00", "9999-12-31"],
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
