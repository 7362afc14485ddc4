// No promise is broken by time alone: nights go by, settings change, and every password works as long as was said.

import { expect } from "chai";
import fc from "fast-check";
import { IS_LONG, runs } from "../helpers/longRun";
import { type Edit, NightlyRuns } from "./nightlyRuns";
import { adoptedSlot } from "./passwords";

const lifetime = fc.constantFrom(7, 14, 30, 60, 90, 365);

const anySettings: fc.Arbitrary<Edit> = lifetime.chain((lifetimeDays) =>
  fc.integer({ min: 2, max: Math.floor(lifetimeDays / 2) }).map((rotateBeforeDays) => ({
    kind: "settings",
    lifetimeDays,
    rotateBeforeDays,
  })),
);

const anyOther: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant("rotation" as const),
    rotation: fc.constantFrom("automatic" as const, "manual" as const),
  }),
  fc.record({ kind: fc.constant("generation" as const), revokes: fc.boolean() }),
  fc.constant({ kind: "lost in the vault" as const }),
  fc.record({ kind: fc.constant("removed outside Pulumi" as const), isCurrent: fc.boolean() }),
);

const anyAccess: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constant("access" as const),
  forDays: fc.option(fc.integer({ min: -5, max: 120 }), { nil: undefined }),
});

const anyAdopted = fc.constantFrom(
  [],
  [adoptedSlot("password1")],
  [adoptedSlot("password1", { expiresOn: "2027-06-30" })],
  [adoptedSlot("password2", { expiresOn: "2026-01-20" })],
);

/** Changes, each some days after the one before. */
const anyEdits = (edit: fc.Arbitrary<Edit>) =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), edit), { maxLength: 12 });

/** Goes through all of them, and through quiet nights at the end. */
function play(runs: NightlyRuns, edits: readonly (readonly [days: number, edit: Edit])[]): void {
  for (const [days, edit] of edits) {
    for (let quiet = 1; quiet < days; quiet++) runs.night(undefined);
    runs.night(edit);
  }
  for (let quiet = 0; quiet < 150; quiet++) runs.night(undefined);
}

describe("nightly runs", function () {
  this.timeout(IS_LONG ? 900_000 : 60_000);

  const kinds: [name: string, edit: fc.Arbitrary<Edit>][] = [
    [
      "let every password work as long as was said, and follow it before it ends",
      fc.oneof(anySettings, anyOther),
    ],
    [
      "do so too where the end of the access is set, moved and taken back",
      fc.oneof(anySettings, anyOther, anyAccess, anyAccess),
    ],
  ];
  for (const [name, edit] of kinds) {
    it(name, () => {
      const total: Record<string, number> = {};
      fc.assert(
        fc.property(anyAdopted, anyEdits(edit), (adopted, edits) => {
          const nights = new NightlyRuns(adopted);
          play(nights, edits);
          for (const [what, count] of Object.entries(nights.tally)) {
            total[what] = (total[what] ?? 0) + count;
          }
        }),
        { numRuns: runs(100, 4_000) },
      );
      for (const what of ["issue", "keep", "wait", "refuse"]) {
        expect(total[what], what).to.be.greaterThan(0);
      }
    });
  }
});
