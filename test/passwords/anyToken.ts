// Draws states of a token, settings and days, for properties that hold whatever they are.

import fc from "fast-check";
import { addDays } from "../../access/days";
import type { Held, Run } from "../../passwords/decision";
import type { HeldSlot, Wanted } from "../../passwords/validity";
import { wanted } from "./passwords";

export const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2026-01-01", days));

function anySlot(name: HeldSlot["name"]): fc.Arbitrary<HeldSlot[]> {
  return fc
    .option(
      fc.record({
        made: anyDay,
        expiresOn: fc.option(anyDay, { nil: undefined }),
        endsOn: fc.option(anyDay, { nil: undefined }),
        generation: fc.integer({ min: 0, max: 3 }),
      }),
      { nil: undefined },
    )
    .map((drawn) => {
      if (drawn === undefined) return [];
      const { made, expiresOn, endsOn, generation } = drawn;
      const announced = endsOn === undefined ? {} : { endsOn };
      return [{ name, createdAt: `${made}T08:00:00.000Z`, expiresOn, ...announced, generation }];
    });
}

export const anyHeld: fc.Arbitrary<Held> = fc
  .record({
    currentSlot: fc.constantFrom<Held["currentSlot"][]>(undefined, "password1", "password2"),
    hasValue: fc.boolean(),
    one: anySlot("password1"),
    two: anySlot("password2"),
  })
  .map(({ currentSlot, hasValue, one, two }) => ({
    currentSlot,
    hasValue: hasValue && currentSlot !== undefined,
    slots: [...one, ...two],
  }));

export const anyWanted: fc.Arbitrary<Wanted> = fc
  .record({
    enabled: fc.boolean(),
    lifetimeDays: fc.integer({ min: 7, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    rotation: fc.constantFrom<Wanted["rotation"][]>("automatic", "manual"),
    generation: fc.integer({ min: 1, max: 4 }),
    revokeBefore: fc.integer({ min: 1, max: 4 }),
    notAfter: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ share, ...rest }) => {
    const most = Math.floor(rest.lifetimeDays / 2);
    return wanted({
      ...rest,
      rotateBeforeDays: Math.min(most, 2 + Math.floor(share * (most - 1))),
    });
  });

export const anyRun: fc.Arbitrary<Run> = fc.record({ today: anyDay, mayRotate: fc.boolean() });
