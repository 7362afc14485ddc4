// Differences between two versions of an entry in what is announced to the customer's own registry.
import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../../customers/schema/schema";

/** What happens to the webhooks of a customer whose entry has no `sync` any more. */
export const SYNC_ENDS = "ends, and its webhooks are deleted";

/** One line for each: `sync: announces app/api`. */
export function syncNotes({ sync: before }: Customer, { sync: after }: Customer): string[] {
  if (after === undefined) {
    return before === undefined ? [] : [`sync: ${SYNC_ENDS}`];
  }
  const announced = `announces ${after.repositories.join(", ")}`;
  if (before === undefined) return [`sync: ${announced}`];
  const numbers = (["generation", "inUse"] as const).flatMap((key) =>
    before.header[key] === after.header[key]
      ? []
      : [`sync: header ${key} ${before.header[key]}, now ${after.header[key]}`],
  );
  return [
    ...(isDeepStrictEqual(before.repositories, after.repositories) ? [] : [`sync: ${announced}`]),
    ...(before.webhookScope === after.webhookScope
      ? []
      : [`sync: webhookScope ${before.webhookScope}, now ${after.webhookScope}`]),
    ...numbers,
  ];
}
