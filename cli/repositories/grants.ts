// Finds who may pull a repository, and which lines of the customers file allow it. Pure.
import { isOpen } from "../../access/access";
import { covers } from "../../access/pattern";
import { accessOf } from "../../customers/accessOf";
import type { Path } from "../../customers/problem";
import type { Customer } from "../../customers/schema/schema";

/** One line of the file that gives a customer a repository. */
export interface Grant {
  readonly customer: string;
  /** `app/api`, `base/*`, or `*`. */
  readonly pattern: string;
  /** From 1. */
  readonly line: number;
  /** `ended`: the last day of access is over. Only active customers can pull now. */
  readonly state: "active" | "suspended" | "offboarded" | "ended";
  /** May they also list its tags and manifests? */
  readonly mayListTags: boolean;
}

/** What is known of the file. */
export interface KnownFile {
  readonly customers: readonly Customer[];
  /** The line on which the value at a path stands. */
  lineOf(path: Path): number;
  /** `YYYY-MM-DD` (UTC). */
  readonly today: string;
}

/** All lines that give a repository to a customer, in the order of the file. */
export function grantsOf(repository: string, { customers, lineOf, today }: KnownFile): Grant[] {
  return customers.flatMap((customer) =>
    customer.repositories.flatMap((pattern, index) =>
      covers(pattern, repository)
        ? [
            {
              customer: customer.id,
              pattern,
              line: lineOf(["customers", customer.id, "repositories", index]),
              state: stateOf(customer, today),
              mayListTags: customer.actions.includes("metadata/read"),
            },
          ]
        : [],
    ),
  );
}

/** The customers who may pull it now, each once, with the pattern that allows it. */
export function pullers(grants: readonly Grant[]): { customer: string; pattern: string }[] {
  const open = new Map<string, string>();
  for (const { customer, pattern, state } of grants) {
    if (state !== "active") continue;
    const before = open.get(customer);
    // The repository itself says more than a prefix.
    if (before === undefined || covers(before, pattern)) open.set(customer, pattern);
  }
  return [...open].map(([customer, pattern]) => ({ customer, pattern }));
}

function stateOf(customer: Customer, today: string): Grant["state"] {
  if (customer.state !== "active") return customer.state;
  return isOpen(accessOf(customer), today) ? "active" : "ended";
}
