// The day that is told for the next password is the day on which the provider's own decision issues it.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../../access/days";
import type { DeployedCredentials } from "../../../cli/credentials/deployedCustomers";
import { reportOf } from "../../../cli/credentials/reportOf";
import type { Held } from "../../../passwords/decision";
import { decide } from "../../../passwords/rotation";
import {
  type HeldSlot,
  nextRotation,
  type Wanted,
  withAnnouncedEnds,
} from "../../../passwords/validity";
import { anyWanted } from "../../passwords/anyToken";
import { deployed, TODAY } from "./customers";

/** Longer than any password of these tests lives. */
const HORIZON_DAYS = 450;

/** Every fifth day, so that days often coincide. */
const day = (least: number, most: number) =>
  fc.integer({ min: least / 5, max: most / 5 }).map((fives) => addDays(TODAY, fives * 5));

const anySlot = (name: HeldSlot["name"]) =>
  fc
    .record({
      made: day(-400, 0),
      expiresOn: fc.option(day(-30, 200), { nil: undefined }),
      endsOn: fc.option(day(-30, 200), { nil: undefined }),
    })
    .map(({ made, expiresOn, endsOn }) => ({
      name,
      createdAt: `${made}T08:00:00.000Z`,
      expiresOn,
      ...(endsOn === undefined ? {} : { endsOn }),
      generation: 1,
    }));

/** A current password without an announced end, and perhaps another. */
const anyPasswords = fc.tuple(
  anySlot("password2").map(({ endsOn: _, ...current }) => current),
  fc.option(anySlot("password1"), { nil: undefined }),
);

/** The first day from today on which a nightly run issues a password; undefined when none does. */
function firstIssue(held: Held, wanted: Wanted): string | undefined {
  for (let days = 0; days < HORIZON_DAYS; days++) {
    const today = addDays(TODAY, days);
    // The access has ended, and the token is disabled.
    if (wanted.notAfter !== undefined && today >= wanted.notAfter) return undefined;
    if (decide(held, wanted, { today, mayRotate: true }).kind === "issue") return today;
  }
  return undefined;
}

describe("the day of the next password", () => {
  it("is the first on which a nightly run issues it, whatever the state and the settings", () => {
    let comparedCount = 0;
    const anyEnd = fc.option(day(5, 200), { nil: undefined });
    fc.assert(
      fc.property(anyPasswords, anyWanted, anyEnd, ([current, other], asked, notAfter) => {
        const unrevoked = { enabled: true, generation: 1, revokeBefore: 1 };
        const wanted = { ...asked, ...unrevoked, notAfter };
        const slots = other === undefined ? [current] : [other, current];
        const before: Held = { currentSlot: "password2", hasValue: true, slots };
        // A run has just issued whatever was due, and announced the ends that had to be.
        if (decide(before, wanted, { today: TODAY, mayRotate: true }).kind === "issue") return;
        const held = { ...before, slots: withAnnouncedEnds(slots, current, wanted, TODAY) };
        const state = { ...wanted, ...held, rotateOn: nextRotation(current, wanted) };
        const report = reportOf(deployed({}, state as Partial<DeployedCredentials>), TODAY);
        expect(report.rotatesOn).to.equal(firstIssue(held, wanted) ?? null);
        comparedCount++;
      }),
      { numRuns: 600 },
    );
    expect(comparedCount).to.be.greaterThan(150);
  });
});
