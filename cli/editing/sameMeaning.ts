// Whether two customers files have the same meaning.
import { isDeepStrictEqual } from "node:util";
import type { CustomersFile } from "../../customers/schema/schema";

/** Do both files have the same meaning, in any order of the customers? */
export function haveSameMeaning(one: CustomersFile, other: CustomersFile): boolean {
  return isDeepStrictEqual(meaning(one), meaning(other));
}

function meaning({ customers, acknowledge }: CustomersFile) {
  return { customers: new Map(customers.map((customer) => [customer.id, customer])), acknowledge };
}
