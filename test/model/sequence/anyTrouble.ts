// Random faults: requests that fail, runs that are killed, and answers that are wrong or stale.

import fc from "fast-check";
import type { Fault } from "../../../emulator/faults";
import type { Stale, Trouble } from "./trouble";

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

const vaultOperation = fc.constantFrom(
  "VaultSecrets_CreateOrUpdate",
  "VaultSecrets_CreateOrUpdate",
  "VaultSecrets_Get",
  "VaultSecrets_Update",
  "Secrets_UpdateVersion",
  "Secrets_Delete",
  "DeletedSecrets_Recover",
);
const vaultFailures = fc.oneof(
  failures,
  fc.constant<Fault>({ status: 409, code: "ConflictError" }),
);

/** A list that fails in its first page, or in a later one. */
const listFault = fc.tuple(
  failures,
  fc.record({
    operation: fc.constantFrom("Tokens_List", "VaultSecrets_List"),
    skip: fc.constantFrom(0, 0, 1),
    times: fc.constantFrom(6, 20),
  }),
);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.tuple(failures, fc.record({ skip, times })).map(merged),
  fc.tuple(failures, fc.record({ skip, times, operation })).map(merged),
  fc.tuple(lateFailures, fc.record({ skip, times, operation })).map(merged),
  // What azure-native made without learning it, in all its attempts, it will not make again: nothing of ours helps.
  fc.tuple(lateFailures, fc.record({ skip, times: fc.constantFrom(1, 2) })).map(merged),
  fc.tuple(vaultFailures, fc.record({ operation: vaultOperation, times })).map(merged),
  fc.tuple(lateFailures, fc.record({ operation: vaultOperation, times })).map(merged),
  listFault.map(merged),
);

/** Stale answers, or answers without a slot; and incomplete lists. */
const stale: fc.Arbitrary<Stale> = fc.oneof(
  fc.record({
    of: fc.constant("token" as const),
    tells: fc.constantFrom("no password1", "no password2", "what was before"),
    skip: fc.constantFrom(0, 1, 2, 3, 4),
  }),
  fc.record({
    of: fc.constant("secret" as const),
    tells: fc.constant("what was before" as const),
    skip: fc.constantFrom(0, 0, 1, 2, 3),
    times: fc.constantFrom(1, 1, 2, 3),
  }),
  fc.record({
    of: fc.constantFrom("token", "secret"),
    tells: fc.constantFrom("less of a list", "no further pages", "no status"),
    skip: fc.constantFrom(0, 0, 1),
  }),
);

function merged(parts: readonly Fault[]): Fault {
  return Object.assign({}, ...parts);
}

/** The trouble of a run; mostly none. */
export const trouble: fc.Arbitrary<Trouble> = fc.oneof(
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
  { weight: 3, arbitrary: stale.map((each) => ({ stale: each })) },
);
