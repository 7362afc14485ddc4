// Sequences made at random: what happens to a stack in the life of its customers, the common things more often.

import fc from "fast-check";
import type { Fault } from "../../emulator/faults";
import { type Entry, newEntry } from "./customersFile";
import { CUSTOMERS } from "./declaration";
import type { Deed } from "./deeds";
import type { Edit } from "./edits";
import type { Beginning, Step } from "./steps";
import type { Trouble } from "./trouble";

const customer = fc.constantFrom(...CUSTOMERS);
const mayRotate = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.boolean());

const lifetimes = fc.constantFrom(
  { lifetimeDays: undefined, rotateBeforeDays: undefined },
  { lifetimeDays: 7, rotateBeforeDays: undefined },
  { lifetimeDays: 7, rotateBeforeDays: 3 },
  { lifetimeDays: 30, rotateBeforeDays: 2 },
  { lifetimeDays: 30, rotateBeforeDays: 15 },
  { lifetimeDays: 60, rotateBeforeDays: 30 },
  { lifetimeDays: 90, rotateBeforeDays: 10 },
  { lifetimeDays: 365, rotateBeforeDays: undefined },
  { lifetimeDays: 3650, rotateBeforeDays: 1825 },
  // A mistake, which the file's own rules refuse.
  { lifetimeDays: 10, rotateBeforeDays: 9 },
);
/** A password so short-lived that the one before may be promised for longer. */
const short: Edit = {
  edit: "settings",
  credential: { lifetimeDays: 7, rotateBeforeDays: 3 },
  raises: true,
};
const rotation = fc.constantFrom("automatic" as const, "manual" as const);

const days = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 3, 4, 5) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 40, max: 120 }) },
);
/** Hours of a day: midnight, noon, and so late that a run goes on into the next day. */
const hour = fc.constantFrom(0, 12, 12, 23.9998);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(short) },
  {
    weight: 3,
    arbitrary: fc.record({
      edit: fc.constant("settings" as const),
      credential: lifetimes,
      raises: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: rotation.map((each) => ({
      edit: "settings" as const,
      credential: { rotation: each },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Entry["state"]>("active", "suspended")
      .map((state) => ({ edit: "state" as const, state })),
  },
  {
    weight: 3,
    arbitrary: fc
      .option(fc.integer({ min: -2, max: 120 }), { nil: undefined })
      .map((inDays) => ({ edit: "accessUntil" as const, inDays })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(true, true, false)
      .map((isLeak) => ({ edit: "raise" as const, isLeak })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Edit>({ edit: "leave" }, { edit: "leave" }, { edit: "join" }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Edit>({ edit: "lower" }, { edit: "revoke" }, { edit: "remove" }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<string[]>(["app/api"], ["app/api", "base/*"], ["app/web"])
      .map((repositories) => ({ edit: "repositories" as const, repositories })),
  },
);

const deed: fc.Arbitrary<Deed> = fc.constantFrom<Deed>(
  { deed: "regenerate", slot: "current" },
  { deed: "regenerate", slot: "other" },
  { deed: "remove", slot: "current" },
  { deed: "remove", slot: "other" },
  { deed: "remove both" },
  { deed: "disable" },
  { deed: "enable" },
  { deed: "bind elsewhere" },
  { deed: "delete the token" },
);

const failures = fc.constantFrom<Fault>(
  { status: 429, retryAfterSeconds: 30 },
  { status: 500 },
  { status: 503 },
  { reset: true },
  { status: 409, code: "TokenNotActive" },
  { status: 403, code: "AuthorizationFailed" },
);
/** The request takes effect, but its sender never learns it. */
const lateFailures = fc.constantFrom<Fault>(
  { status: 500, when: "after" },
  { reset: true, when: "after" },
);
const skip = fc.constantFrom(0, 0, 0, 1, 2, 3);
// Six are one more than what a request is tried again.
const times = fc.constantFrom(1, 1, 2, 6, 20);
/** Operations of ours. */
const operation = fc.constantFrom(
  "Registries_GenerateCredentials",
  "Tokens_Get",
  "Tokens_Update",
  "AccessTokens_Get",
);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.tuple(failures, fc.record({ skip, times })).map(merged),
  fc.tuple(failures, fc.record({ skip, times, operation })).map(merged),
  fc.tuple(lateFailures, fc.record({ skip, times, operation })).map(merged),
  // What azure-native made without learning it, in all its attempts, it will not make again: nothing of ours helps.
  fc.tuple(lateFailures, fc.record({ skip, times: fc.constantFrom(1, 2) })).map(merged),
  fc
    .tuple(failures, fc.record({ operation: fc.constant("VaultSecrets_CreateOrUpdate"), times }))
    .map(merged),
);

function merged(parts: readonly Fault[]): Fault {
  return Object.assign({}, ...parts);
}

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }).map((faults) => ({ faults })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        at: fc.integer({ min: 1, max: 24 }),
        when: fc.constantFrom("before" as const, "after" as const),
      })
      .map((kill) => ({ kill })),
  },
  { weight: 1, arbitrary: fc.constant({ isWrongPlace: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Trouble>(
      { answers: "without the slot" },
      { answers: "for another user" },
    ),
  },
);

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

/** Any step. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: run.map((options) => ({ step: "up" as const, ...options })),
  },
  { weight: 5, arbitrary: fc.record({ step: fc.constant("jump" as const), days, hour, up }) },
  { weight: 8, arbitrary: fc.record({ step: fc.constant("edit" as const), customer, edit, up }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant("outside" as const), customer, deed }) },
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
  { weight: 1, arbitrary: fc.constant<Step>({ step: "recover" }) },
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
