// What a customer has to be told of repositories that are announced to them from now on.

import { beyond, isPrefix } from "./pattern";

/**
 * The repositories and prefixes that were not announced before, by the webhooks of both; `*` cannot be in a customer's list.
 *
 * None where nothing was wanted before, as after a first run that failed: the customer gets the whole list.
 */
export function newInSync(before: object, after: object): string[] {
  if (Object.keys(before).length === 0) return [];
  return beyond(Object.keys(after), Object.keys(before))
    .filter((each) => each !== "*")
    .sort();
}

/**
 * What to do, with what to send: the customer's own list decides what is imported, and of all others nothing is, though the
 * workflow answers 202.
 */
export function tellCustomer(customer: string, added: readonly string[]): string {
  // The second list takes names alone.
  const names = added.filter((each) => !isPrefix(each)).join(", ");
  const compared = names === "" ? "" : ` Add ${names} to repositories in sync.json, too.`;
  const all = added.join(", ");
  return `the workflow of ${customer} imports nothing of ${all} unless their own list has it; send them: "New: ${all}. Add it to customer-sync:repositories, and run pulumi up.${compared}"`;
}
