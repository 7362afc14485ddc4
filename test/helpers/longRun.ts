// What `npm run test:long` tests in addition to `npm test`.

/** Is this a long run? */
export const IS_LONG = process.env.TEST_LONG === "yes";

/** How many inputs a property is tried on: few in each run of the tests, and many in a long one. */
export function runs(usual: number, long: number): number {
  return IS_LONG ? long : usual;
}
