// The announced day of the next password is the first on which a run issues it, tried day by day.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../access/days";
import type { Held } from "../../passwords/decision";
import { issueDueOn, nextIssue } from "../../passwords/nextIssue";
import { decide } from "../../passwords/rotation";
import { type HeldSlot, type Wanted, withAnnouncedEnds } from "../../passwords/validity";
import { runs } from "../helpers/longRun";
import { anyWanted } from "./anyToken";
import { slot, wanted } from "./passwords";

const TODAY = "2026-12-25";
/** Longer than any password of these tests lives. */
const HORIZON_DAYS = 900;

/** Every fifth day, so that days often coincide. */
const day = (least: number, most: number) =>
  fc.integer({ min: least / 5, max: most / 5 }).map((fives) => addDays(TODAY, fives * 5));

const optional = <T>(each: fc.Arbitrary<T>) => fc.option(each, { nil: undefined });

const anySlot = (name: HeldSlot["name"]) =>
  fc
    .record({
      made: day(-400, 0),
      expiresOn: optional(day(-30, 200)),
      endsOn: optional(day(-30, 200)),
      endsWithAccess: optional(fc.record({ on: day(-30, 200), notAfter: day(5, 200) })),
      generation: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ made, expiresOn, endsOn, endsWithAccess, generation }) => ({
      name,
      createdAt: `${made}T08:00:00.000Z`,
      expiresOn,
      ...(endsOn === undefined ? {} : { endsOn }),
      ...(endsWithAccess === undefined ? {} : { endsWithAccess }),
      generation,
    }));

/** A current password without an announced end, or a lost one, and perhaps another. */
const anyHeld: fc.Arbitrary<Held> = fc
  .record({
    current: optional(anySlot("password2")),
    other: optional(anySlot("password1")),
    hasValue: fc.boolean(),
  })
  .map(({ current, other, hasValue }) => {
    const { endsOn: _, endsWithAccess: __, ...alone } = current ?? {};
    const slots = [other, current && (alone as HeldSlot)].filter((each) => each !== undefined);
    return { currentSlot: "password2", hasValue, slots };
  });

function firstIssue(held: Held, asked: Wanted): string | undefined {
  for (let days = 0; days < HORIZON_DAYS; days++) {
    const today = addDays(TODAY, days);
    // The access has ended, and the token is disabled.
    if (asked.notAfter !== undefined && today >= asked.notAfter) return undefined;
    if (decide(held, asked, { today, mayRotate: true }).kind === "issue") return today;
  }
  return undefined;
}

describe("the day of the next password", () => {
  it("is the first on which a nightly run issues it, whatever the state and the settings", () => {
    const seen = { today: 0, later: 0, never: 0 };
    fc.assert(
      fc.property(anyHeld, anyWanted, optional(day(5, 200)), (before, drawn, notAfter) => {
        const asked = { ...drawn, enabled: true, notAfter };
        const current = before.slots.find(({ name }) => name === "password2");
        // The last run has announced the ends that had to be.
        const slots = withAnnouncedEnds(before.slots, current, asked, TODAY);
        const held = { ...before, slots };
        const first = firstIssue(held, asked);
        expect(nextIssue(held, asked, TODAY)).to.equal(first);
        seen[first === undefined ? "never" : first === TODAY ? "today" : "later"]++;
      }),
      { numRuns: runs(500, 15_000) },
    );
    // Each kind was drawn. About 40 of 500 are the fewest, and a run of tests must not fail by chance.
    expect(Math.min(seen.today, seen.later, seen.never)).to.be.greaterThan(0);
  });

  const held = (...slots: HeldSlot[]): Held => ({
    currentSlot: "password1",
    hasValue: true,
    slots,
  });
  const overdue: [name: string, Held, today: string, expected: string | undefined][] = [
    ["lies ahead before it is due", held(slot("password1")), "2026-01-30", "2026-01-31"],
    ["is the day since which it is due", held(slot("password1")), "2026-02-10", "2026-01-31"],
    [
      "is not before the end of the promise that it waited for",
      held(slot("password1"), slot("password2", { expiresOn: "2026-02-05" })),
      "2026-02-10",
      "2026-02-05",
    ],
    [
      "is the end of the current password beside one that is promised for longer",
      held(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
      "2026-02-10",
      "2026-03-02",
    ],
    ["is today for a password that was lost outside Pulumi", held(), "2026-02-10", "2026-02-10"],
  ];
  for (const [name, given, today, expected] of overdue) {
    it(name, () => {
      expect(issueDueOn(given, wanted(), today)).to.equal(expected);
    });
  }
});
