// Random sequences: events in the life of a stack and its customers, common ones more often.

import fc from "fast-check";
import { deed, edit, lifetimes, rotation } from "./anyEdit";
import { trouble } from "./anyTrouble";
import { type Adopt, CUSTOMERS, type Entry, newEntry } from "./customersFile";

import type { Edit } from "./edits";
import type { Beginning, Step } from "./steps";
import type { Trouble } from "./trouble";

const customer = fc.constantFrom(...CUSTOMERS);
const mayRotate = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.boolean());

const days = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 3, 4, 5) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 40, max: 120 }) },
);
/** Hours of a day: midnight, noon, and so late that a run continues into the next day. */
const hour = fc.constantFrom(0, 12, 12, 23.9998);

const run = fc.record({ mayRotate, trouble });
const up = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: run },
);

/** Mostly killed while it did what the edit asks for. */
const takenBack: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("take back" as const),
  customer,
  edit,
  up: fc.record({
    trouble: fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .integer({ min: 2, max: 8 })
          .map((at): Trouble => ({ kill: { at, when: "after" } })),
      },
      { weight: 1, arbitrary: trouble },
    ),
  }),
});

/** Mostly about a new password, which a run asks for with some ten requests. */
const race: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("race" as const),
  customer,
  edit: fc.oneof(
    { weight: 3, arbitrary: fc.boolean().map((isLeak): Edit => ({ edit: "raise", isLeak })) },
    { weight: 1, arbitrary: edit },
  ),
  turns: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
  keeps: fc.constantFrom("first" as const, "second" as const),
});

const ofOtherStacks: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    step: fc.constant("hand over" as const),
    customer,
    isLate: fc.boolean(),
    up: fc.oneof(fc.constant({}), run),
  }),
  fc.record({
    step: fc.constant("intrude" as const),
    customer,
    adopt: fc.constantFrom<Adopt>([], ["token"], ["token", "scopeMap"]),
    vault: fc.constantFrom("same" as const, "another" as const),
    isUnmarked: fc.constantFrom(false, false, true),
    isLeak: fc.boolean(),
    up: run,
  }),
);

/** Minutes, and once a year: of less than five, only midnight makes a difference. */
const aheadSeconds = fc.constantFrom(-290, -60, 60, 290, 400, -400, 365 * 86_400, -30 * 86_400);

/** Any step. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: run.map((options) => ({ step: "up" as const, ...options })),
  },
  { weight: 5, arbitrary: fc.record({ step: fc.constant("jump" as const), days, hour, up }) },
  { weight: 8, arbitrary: fc.record({ step: fc.constant("edit" as const), customer, edit, up }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant("outside" as const), customer, deed }) },
  {
    weight: 1,
    arbitrary: customer.map((each) => ({
      step: "edit" as const,
      customer: each,
      edit: { edit: "leave" as const },
      up: {},
    })),
  },
  { weight: 2, arbitrary: takenBack },
  {
    weight: 1,
    arbitrary: aheadSeconds.map((seconds) => ({ step: "up" as const, aheadSeconds: seconds })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant("jump" as const),
      days,
      hour,
      up: aheadSeconds.map((seconds) => ({ aheadSeconds: seconds })),
    }),
  },
  { weight: 1, arbitrary: race },
  { weight: 1, arbitrary: ofOtherStacks },
  { weight: 1, arbitrary: fc.constant<Step>({ step: "recover" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant("restore" as const),
      back: fc.constantFrom(0, 1, 1, 2, 3, 8),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant("preview" as const), mayRotate }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { step: "azure", behaviours: { longRunning: true, pollSeconds: 5 } },
      { step: "azure", behaviours: { longRunning: false } },
      { step: "azure", behaviours: { longRunningCredentials: true, pollSeconds: 5 } },
      { step: "azure", behaviours: { longRunningCredentials: false } },
      { step: "azure", behaviours: { secretPatch: "inPlace" } },
      { step: "azure", behaviours: { secretPatch: "newVersion" } },
      { step: "azure", behaviours: { secretPatch: "refused" } },
      { step: "azure", behaviours: { sameSecretPutMakesVersion: false } },
      { step: "azure", behaviours: { regeneratedSlotDelaySeconds: 60 } },
      { step: "azure", behaviours: { regeneratedSlotDelaySeconds: 120 } },
      { step: "azure", behaviours: { regeneratedSlotDelaySeconds: 0 } },
    ),
  },
);

const anyEntry: fc.Arbitrary<Entry> = fc
  .record({ lifetime: lifetimes, rotation: fc.option(rotation, { nil: undefined, freq: 4 }) })
  .map((given) => {
    const entry = newEntry();
    const credential = { ...entry.credential, ...given.lifetime, rotation: given.rotation };
    return { ...entry, credential };
  });

/** The file at the beginning: one customer or two. */
export const anyBeginning: fc.Arbitrary<Beginning> = fc.oneof(
  fc.record({ contoso: anyEntry }),
  fc.record({ contoso: anyEntry, fabrikam: anyEntry }),
);
