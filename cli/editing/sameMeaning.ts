// Whether two customers files say the same of everybody.
import { isDeepStrictEqual } from "node:util";
import type { CustomersFile } from "../../customers/schema";

/** Does one file say what the other does, whatever the order of the customers? */
export function haveSameMeaning(one: CustomersFile, other: CustomersFile): boolean {
  return isDeepStrictEqual(meaning(one), meaning(other));
}

function meaning({ customers, acknowledge }: CustomersFile) {
  return { customers: new Map(customers.map((customer) => [customer.id, customer])), acknowledge };
}
