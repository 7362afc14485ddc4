// One customer's access, as a test writes it down and as fast-check makes it.

import fc from "fast-check";
import type { Access } from "../../access/access";

/** The day on which these tests take place. */
export const TODAY = "2026-11-21";
/** The day before. */
export const YESTERDAY = "2026-11-20";
/** The day after. */
export const TOMORROW = "2026-11-22";

/** An active customer without a last day, changed by what is given. */
export function access(change: Partial<Access> = {}): Access {
  return {
    state: "active",
    tokenName: "contoso-pull",
    actions: ["content/read"],
    repositories: ["app/api", "app/web"],
    revokeBefore: 1,
    readers: [],
    ...change,
  };
}

/** Repositories and prefixes that often cover each other. */
export const anyPattern: fc.Arbitrary<string> = fc.oneof(
  fc.constant("*"),
  fc
    .tuple(
      fc.array(fc.constantFrom("a", "app", "base"), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([parts, isPrefix]) => `${parts.join("/")}${isPrefix ? "/*" : ""}`),
);

/** Days around the day of these tests. */
const anyDay = fc.constantFrom("2026-01-01", YESTERDAY, TODAY, TOMORROW, "2027-06-30");
const READERS = ["8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b", "ffffffff-3d4b-4f7a-9b1e-2c5d7e9f1a3b"];

const withoutLastDay = fc.record({
  state: fc.constantFrom("active", "active", "suspended", "offboarded"),
  tokenName: fc.constantFrom("contoso-pull", "contoso-ci"),
  actions: fc.subarray(["content/read", "metadata/read"], { minLength: 1 }),
  repositories: fc.uniqueArray(anyPattern, { minLength: 1, maxLength: 4 }),
  revokeBefore: fc.integer({ min: 1, max: 12 }),
  readers: fc.subarray(READERS),
});

/** Any access that a file can give; its lists are sorted, as they are in a record. */
export const anyAccess: fc.Arbitrary<Access> = fc
  .tuple(withoutLastDay, fc.option(anyDay, { nil: undefined }))
  .map(([given, accessUntil]) => ({
    ...given,
    actions: [...given.actions].sort(),
    repositories: [...given.repositories].sort(),
    readers: [...given.readers].sort(),
    ...(accessUntil === undefined ? {} : { accessUntil }),
  }));

/** The same access or more of it: nothing is taken, whatever it was. */
export function widened(from: Access): fc.Arbitrary<Access> {
  return fc
    .record({
      repositories: fc.array(anyPattern, { maxLength: 2 }),
      actions: fc.subarray(["content/read", "metadata/read"]),
      readers: fc.subarray(READERS),
      hasNoEnd: fc.boolean(),
    })
    .map(({ repositories, actions, readers, hasNoEnd }) => {
      const { accessUntil, ...rest } = from;
      return {
        ...rest,
        repositories: union(from.repositories, repositories),
        actions: union(from.actions, actions),
        readers: union(from.readers, readers),
        ...(hasNoEnd || accessUntil === undefined ? {} : { accessUntil }),
      };
    });
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort();
}
