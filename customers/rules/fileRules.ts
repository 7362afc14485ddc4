// Rules about all customers together.

import { type Path, quote } from "../problem";
import type { Draft } from "./draft";
import type { Rule } from "./rule";

/** The whole file, as far as it could be read. */
interface CustomerList {
  /** The value of the key `customers`. */
  readonly customers: unknown;
  readonly drafts: readonly Draft[];
  readonly lineOf: (path: Path) => number;
}

type FileRule = Rule<CustomerList, Path>;

/** At least one customer is listed. */
export const customersAreListed: FileRule = ({ customers }, report) => {
  if (customers === undefined) {
    report(["customers"], 'the key "customers" is missing; list the customers by id below it');
  } else if (customers === null || (customers instanceof Map && customers.size === 0)) {
    report(
      ["customers"],
      "no customer is listed, which would remove every customer's access; list them by id, or restore the file",
    );
  } else if (!(customers instanceof Map) && typeof customers !== "symbol") {
    report(
      ["customers"],
      `is ${Array.isArray(customers) ? "a list" : "a plain value"}, but a map is expected; write each customer as "contoso:", and what belongs to it indented below`,
    );
  }
};

/** A token belongs to one customer. */
export const tokenNamesAreUnique: FileRule = ({ drafts, lineOf }, report) => {
  const owners = new Map<string, string>();
  for (const { id, tokenName } of drafts) {
    if (id === undefined || tokenName === undefined) continue;
    // Azure's resource ids ignore case.
    const key = tokenName.toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, id);
      continue;
    }
    const line = lineOf(["customers", owner]);
    report(
      ["customers", id, "tokenName"],
      `the token ${quote(tokenName)} is that of ${owner} in line ${line}; give one of them another tokenName`,
    );
  }
};

/** Every rule about all customers together. */
export const FILE_RULES = [customersAreListed, tokenNamesAreUnique] as const;
