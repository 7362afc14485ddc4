// Random edits and manual changes: what people do to the file, and to a token and its secret outside Pulumi.

import fc from "fast-check";
import type { Entry } from "./customersFile";
import type { Deed } from "./deeds";
import type { Edit } from "./edits";

/** How long passwords work. */
export const lifetimes = fc.constantFrom(
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

/** Who rotates. */
export const rotation = fc.constantFrom("automatic" as const, "manual" as const);

/** Any edit. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
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

/** Any deed. */
export const deed: fc.Arbitrary<Deed> = fc.constantFrom<Deed>(
  { deed: "regenerate", slot: "current" },
  { deed: "regenerate", slot: "other" },
  { deed: "remove", slot: "current" },
  { deed: "remove", slot: "other" },
  { deed: "remove both" },
  { deed: "disable" },
  { deed: "enable" },
  { deed: "bind elsewhere" },
  { deed: "delete the token" },
  { deed: "delete the secret" },
  { deed: "purge the secret" },
  { deed: "disable the secret" },
  { deed: "enable the secret" },
  { deed: "write the secret" },
  { deed: "take the tags" },
  { deed: "add a tag" },
);
