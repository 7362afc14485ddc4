// The secrets of the customers' syncs, known by their names: the header that webhooks send, and the callback URL.
import type { Secret } from "./facts";
import { READS, type Right } from "./rights";

/** A secret of a sync. */
export interface SyncSecret {
  /** In lower case; perhaps of nobody in the file. */
  readonly customer: string;
  readonly isUrl: boolean;
}

/** Takes the name of a secret apart that this stack made for a sync, or that `sync-url` did; undefined for any other. */
export function syncSecretIn(name: string, owner: string | undefined): SyncSecret | undefined {
  const [, customer, suffix, url] = /^(.+)-sync-([^-]+)(?:-r\d+)?(-url)?$/i.exec(name) ?? [];
  if (customer === undefined || suffix?.toLowerCase() !== owner) return undefined;
  return { customer: customer.toLowerCase(), isUrl: url !== undefined };
}

/** By customer, the secret with the header. */
export function headersIn(
  secrets: readonly Secret[],
  owner: string | undefined,
): ReadonlyMap<string, Secret> {
  return new Map(
    secrets.flatMap((secret) => {
      const found = syncSecretIn(secret.name, owner);
      return found === undefined || found.isUrl ? [] : [[found.customer, secret] as const];
    }),
  );
}

/** What reading it means. */
export function readsSync({ isUrl }: SyncSecret): Right {
  return {
    ...READS,
    words: isUrl ? "reads the callback URL of a sync" : "reads the header of a sync",
  };
}
