// Counts whose additional webhooks a registry has no room for. Pure.

import { isOurs } from "../access/syncMark";
import type { RegistryWebhook } from "../azure/webhooks/registryWebhooks";
import { targetsOf, type Wanted } from "./syncWebhooks/targets";

/** One customer's sync, as far as it counts. */
export interface Counted {
  customer: string;
  /** Are webhooks made? */
  enabled: boolean;
  /** Absent where it could not be found out: then none is removed. */
  webhooks?: Wanted;
}

/** Who is held up. */
export interface WebhookRoom {
  /** Those for whom there is no room now, and how many webhooks they want in addition. */
  held: readonly { customer: string; additional: number }[];
  /** How much room the run makes, after what the others exchange. */
  frees: number;
  /** Is there room for all after the run, when the removals of all customers are done? */
  fitsLater: boolean;
}

/**
 * Counts before a run. A customer's own webhooks are removed before others of theirs are made; between customers, nothing says
 * who comes first.
 */
export function webhookRoom(
  there: readonly RegistryWebhook[],
  { owner, syncs, limit }: { owner: string; syncs: readonly Counted[]; limit: number },
): WebhookRoom {
  const names = new Set(there.map(({ name }) => name));
  const counts = syncs.map(({ customer, enabled, webhooks }) => {
    const targets = targetsOf(webhooks ?? {}, { customer, owner });
    const unwanted = ({ name, tags }: RegistryWebhook) =>
      isOurs(tags, { owner, customer }) && !targets.has(name);
    return {
      customer,
      additional: enabled ? [...targets.keys()].filter((name) => !names.has(name)).length : 0,
      removed: webhooks === undefined ? 0 : there.filter(unwanted).length,
    };
  });
  const customers = new Set(syncs.map(({ customer }) => customer));
  const ended = there.filter(
    ({ tags }) =>
      tags.Owner === owner && tags.Customer !== undefined && !customers.has(tags.Customer),
  ).length;
  const growing = counts.filter(({ additional, removed }) => additional > removed);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const most = there.length + sum(growing.map(({ additional, removed }) => additional - removed));
  if (most <= limit) return { held: [], frees: 0, fitsLater: true };
  const exchanged = sum(
    counts.filter((each) => !growing.includes(each)).map(({ additional }) => additional),
  );
  const frees = ended + sum(counts.map(({ removed }) => removed)) - exchanged;
  const more = sum(growing.map(({ additional }) => additional));
  return {
    held: growing.map(({ customer, additional }) => ({ customer, additional })),
    frees,
    fitsLater: there.length - frees + more <= limit,
  };
}
