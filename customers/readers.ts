// The principals that may fetch one customer's password.
import type { Customer } from "./schema/schema";

/**
 * Lists their object ids, sorted and in lower case, as Entra compares ids without it and neither order nor case is a change.
 *
 * An offboarded customer has none, whatever the file says.
 */
export function readersOf({ state, readers = [] }: Pick<Customer, "state" | "readers">): string[] {
  return state === "offboarded" ? [] : readers.map((reader) => reader.toLowerCase()).sort();
}
