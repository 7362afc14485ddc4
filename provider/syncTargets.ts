// Finds the webhooks that all customers' syncs want, and whether the registry has room for them, before anything is written.

import { isPrefix } from "../access/pattern";
import { parseRegistryId } from "../azure/tokens/tokenId";
import type { AzureAccess } from "./azureAccess";
import type { Properties } from "./protocol/resource";
import { expanded, type Wanted } from "./syncWebhooks/targets";
import { type Counted, webhookRoom } from "./webhookRoom";

/** What one customer syncs, in a program's request. */
interface Sync {
  customer: string;
  /** Repositories and prefixes. */
  repositories: readonly string[];
  webhookScope: "repository" | "prefix";
  /** Are webhooks made? Those of a suspended customer are only disabled. */
  enabled: boolean;
}

/** The answer about one customer, in the form that components/webhooks.ts reads. */
export interface SyncTargets {
  customer: string;
  /** Absent where it could not be found out. */
  webhooks?: Wanted;
  /** Why no webhook may be written, in words for people. */
  trouble?: string;
  /** Why no additional webhook is made before the next run, in words for people. */
  waits?: string;
}

/** The most webhooks of a registry, by its tier: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const MOST_WEBHOOKS: Readonly<Record<string, number>> = { Basic: 2, Standard: 10, Premium: 500 };

type Access = Pick<AzureAccess, "webhooks" | "webhookPlaces" | "repositories">;

/**
 * Answers `{ syncTargets }` for `{ registryId, owner, syncs }`; without an `owner`, which the first preview of a stack does
 * not know, no webhook of the registry is this stack's.
 *
 * It never fails: what cannot be read is the trouble of those whom it concerns.
 */
export function syncTargets(azure: Access) {
  return async ({
    registryId,
    owner,
    syncs,
  }: Properties): Promise<{ syncTargets: SyncTargets[] }> => {
    const asked = syncs as readonly Sync[];
    const wanted = await wantedOf(azure, String(registryId), asked);
    const refusals = await noRoom(azure, String(registryId), {
      owner: typeof owner === "string" ? owner : "",
      syncs: asked.map(({ customer, enabled }, index) => {
        const { webhooks } = wanted[index] ?? {};
        return { customer, enabled, ...(webhooks === undefined ? {} : { webhooks }) };
      }),
    });
    return {
      syncTargets: wanted.map((each) => ({ ...refusals.get(each.customer), ...each })),
    };
  };
}

async function wantedOf(
  azure: Access,
  registryId: string,
  syncs: readonly Sync[],
): Promise<SyncTargets[]> {
  const places = await attempt(() => azure.webhookPlaces(registryId));
  const isExpanded = (sync: Sync) =>
    sync.webhookScope !== "prefix" && sync.repositories.some(isPrefix);
  const names = syncs.some(isExpanded)
    ? await attempt(() => azure.repositories(registryId))
    : { found: [] };
  return syncs.map((sync) => {
    const { customer } = sync;
    const trouble = places.trouble ?? (isExpanded(sync) ? names.trouble : undefined);
    if (trouble !== undefined) return { customer, trouble: `${customer}: ${trouble}` };
    const locations = places.found?.locations ?? [];
    const repositories = expanded(sync, names.found ?? []);
    return {
      customer,
      webhooks: Object.fromEntries(repositories.map((each) => [each, locations])),
    };
  });
}

type Refusals = ReadonlyMap<string, Pick<SyncTargets, "trouble" | "waits">>;

/** By customer, why the registry has no room for what they want in addition; those whose webhooks are there are not held up. */
async function noRoom(
  azure: Access,
  registryId: string,
  given: { owner: string; syncs: readonly Counted[] },
): Promise<Refusals> {
  const wanting = given.syncs.filter(
    ({ enabled, webhooks = {} }) => enabled && Object.keys(webhooks).length > 0,
  );
  if (wanting.length === 0) return new Map();
  const places = await attempt(() => azure.webhookPlaces(registryId));
  const listed = await attempt(async () => (await azure.webhooks()).list(registryId));
  const unread = places.trouble ?? listed.trouble;
  if (unread !== undefined) {
    return new Map(
      wanting.map(({ customer }) => [customer, { trouble: `${customer}: ${unread}` }]),
    );
  }
  const { sku = "" } = places.found ?? {};
  const limit = MOST_WEBHOOKS[sku] ?? Number.POSITIVE_INFINITY;
  const there = listed.found ?? [];
  const { held, frees, fitsLater } = webhookRoom(there, { ...given, limit });
  const { registryName } = parseRegistryId(registryId);
  const more = held.reduce((sum, { additional }) => sum + additional, 0);
  const who = held.map(({ customer, additional }) => `${customer} ${additional}`).join(", ");
  const words = [
    `registry ${registryName} is ${sku} and has room for ${limit} webhooks: ${there.length} are there`,
    ...(frees === 0 ? [] : [`this run frees ${frees} of them`]),
    `and ${more} more are wanted (${who}); `,
  ].join(", ");
  const refusal = fitsLater
    ? { waits: `${words}the next run makes these, once that room is free` }
    : {
        trouble: `${words}none of these is made: sync fewer repositories, write webhookScope: prefix, delete webhooks that nobody needs, or take a higher tier`,
      };
  return new Map(held.map(({ customer }) => [customer, refusal]));
}

async function attempt<Found>(
  read: () => Promise<Found>,
): Promise<{ found?: Found; trouble?: string }> {
  try {
    return { found: await read() };
  } catch (thrown) {
    return { trouble: (thrown as Error).message };
  }
}
