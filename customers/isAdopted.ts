// Which existing tokens, scope maps and secrets an entry adopts.
import type { Customer } from "./schema/schema";

/** Does the entry adopt its token, its scope map, or what another stack declares? An offboarded customer adopts nothing. */
export function isAdopted(
  { adopt, state }: Customer,
  what: "token" | "scopeMap" | "secret",
): boolean {
  return state !== "offboarded" && adopt?.includes(what) === true;
}

/** Does it adopt anything? */
export function adoptsAny(entry: Customer): boolean {
  return isAdopted(entry, "token") || isAdopted(entry, "scopeMap");
}

/** The ids of those whose token is adopted, in the order of the file. */
export function adopting(customers: readonly Customer[]): string[] {
  return customers.filter((entry) => isAdopted(entry, "token")).map(({ id }) => id);
}
