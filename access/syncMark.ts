// The tags by which this project knows what it has made for a customer's sync: webhooks, and the secrets beside them.

import { CORRECT_FIRST } from "./correctFirst";

/** For which customer, by which stack. */
export interface SyncMark {
  customer: string;
  /** The random id of the stack; undefined in its first preview. */
  owner: string | undefined;
  /** The stack's name, for people. */
  stack: string;
}

type Tags = Readonly<Record<string, string>>;

/** The tags of anything that is made. */
export function syncTags({ customer, owner = "", stack }: SyncMark): Record<string, string> {
  return { Customer: customer, Owner: owner, Stack: stack };
}

/** Do the tags say that this stack has made it for this customer? */
export function isOurs(tags: Tags, { owner, customer }: Pick<SyncMark, "owner" | "customer">) {
  return owner !== undefined && tags.Owner === owner && tags.Customer === customer;
}

/** Do the tags name another stack, or another customer? What has no owner may have lost it. */
export function isTheirs(tags: Tags, mark: Pick<SyncMark, "owner" | "customer">): boolean {
  return tags.Owner !== undefined && !isOurs(tags, mark);
}

/**
 * The beginning of the message that a run or preview may not see where webhooks send, as an identity that only reads may not.
 */
export const NOT_COMPARED = "where the webhooks send was not compared: ";

/**
 * The beginning of the message that the sync of a customer stays as it is, in a preview or under a plan that has nothing to
 * do for it. `npm run apply` knows by it that the run has to end as failed.
 */
export const SYNC_LEFT = `${CORRECT_FIRST}the sync stays as it is: `;
