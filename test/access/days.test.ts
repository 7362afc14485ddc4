// Days are counted in UTC, over months, leap days and changes of clocks, and never leave the form that is compared as text.
import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../access/days";

describe("addDays", () => {
  const sums: [day: string, days: number, result: string][] = [
    ["2026-01-01", 0, "2026-01-01"],
    ["2026-01-31", 1, "2026-02-01"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
    ["2026-01-01", 3650, "2035-12-30"],
    ["9999-12-30", 1, "9999-12-31"],
    ["9999-12-31", 1, "9999-12-31"],
    ["9999-12-01", 3650, "9999-12-31"],
    ["0000-01-02", -3, "0000-01-01"],
  ];
  for (const [day, days, result] of sums) {
    it(`adds ${days} to ${day}`, () => {
      expect(addDays(day, days)).to.equal(result);
    });
  }

  it("counts so that a later day is never earlier as text", () => {
    const day = fc.integer({ min: 0, max: 3_652_058 }).map((days) => addDays("0000-01-01", days));
    fc.assert(
      fc.property(day, fc.nat(4_000_000), (from, days) => {
        const to = addDays(from, days);
        expect(to).to.match(/^\d{4}-\d{2}-\d{2}$/);
        expect(to >= from, `${from} + ${days} = ${to}`).to.equal(true);
        expect(addDays(to, -days) <= from).to.equal(true);
      }),
    );
  });
});
