// The SyncWebhooks resource for programs, and what is asked about all of them before. The plugin in provider/ does the work.

import * as pulumi from "@pulumi/pulumi";
import type { Customer as CustomerEntry } from "../customers/schema/schema";
import type { AccessGuard } from "./accessGuard";
import { mayLogIn } from "./credentialSettings";
import { logicalNames, type Place, registryId, syncReaderName, vaultId } from "./names";
import { secretReaders } from "./secretReaders";
import { applyAnyway, textOr } from "./whereKnown";

/** The settings of one customer's webhooks, and of the header that they send. */
export interface SyncWebhooksArgs {
  /** The customer's id, which is in the tags and names of everything. */
  customer: pulumi.Input<string>;
  /** ARM id of the registry. Another one gets the webhooks, and the previous one loses them. */
  registryId: pulumi.Input<string>;
  /** ARM id of the vault. Another one gets another header, and the callback URL is asked for again. */
  vaultId: pulumi.Input<string>;
  /**
   * Name of the secret with the header; the callback URL is in the one whose name ends in `-url`. It keeps its first name
   * in this vault, even if another one is given later.
   */
  secretName: pulumi.Input<string>;
  /** The random id of the stack: what has another one is never changed. */
  owner: pulumi.Input<string>;
  /** The stack's name, for people. */
  stack: pulumi.Input<string>;
  /** Do the webhooks send? @default true */
  enabled?: pulumi.Input<boolean>;
  /** Raising it hands over a new header: a new version of the secret. @default 1 */
  generation?: pulumi.Input<number>;
  /** The generation that the webhooks send; one that an earlier run has handed over. @default 1 */
  inUse?: pulumi.Input<number>;
  /** By repository, the locations that have a webhook for it. @default - those of the last run */
  webhooks?: pulumi.Input<Readonly<Record<string, readonly string[]>> | undefined>;
  /**
   * The repositories and prefixes that are synced. Where `webhooks` is unknown, the webhooks of all others are removed. Not
   * kept in the state. @default - undefined, all webhooks of the last run stay then
   */
  repositories?: pulumi.Input<readonly string[]>;
  /** Why no webhook may be written, for people. Not kept in the state. @default - undefined, they may */
  trouble?: pulumi.Input<string | undefined>;
  /** Why no additional webhook is made in this run, for people. Not kept in the state. @default - undefined, all are made */
  waits?: pulumi.Input<string | undefined>;
}

/**
 * The webhooks that announce pushes to a workflow of one customer, and the secret with the header that they send.
 *
 * The plugin makes the header and reads the callback URL from the vault: neither is part of the state or of anything else
 * that the engine sees. Everything is changed in place.
 */
export class SyncWebhooks extends pulumi.CustomResource {
  /** The first name that the secret with the header was given. */
  declare readonly secretName: pulumi.Output<string>;
  /** Name of the secret into which the callback URL is put. */
  declare readonly urlSecretName: pulumi.Output<string>;
  /** Is there a header yet? A customer who is suspended from the start has none. */
  declare readonly isPublished: pulumi.Output<boolean | undefined>;
  /** By generation, the version of the secret that holds its header. */
  declare readonly headers: pulumi.Output<Readonly<Record<string, string>>>;
  /** The version of the callback URL to which the webhooks send. */
  declare readonly urlVersion: pulumi.Output<string | undefined>;
  /** By name, what a webhook is about: `app/api in westeurope`. */
  declare readonly webhookNames: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: SyncWebhooksArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      urlSecretName: undefined,
      isPublished: undefined,
      headers: undefined,
      urlVersion: undefined,
      webhookNames: undefined,
    };
    super("acr-credentials:index:SyncWebhooks", name, { ...args, ...outputs }, opts);
  }
}

/** What the plugin found for one customer. */
interface SyncTargets {
  customer: string;
  webhooks?: Readonly<Record<string, readonly string[]>>;
  trouble?: string;
  waits?: string;
}

/** By customer. */
export type AllSyncTargets = ReadonlyMap<string, SyncTargets>;

/** About which registry the plugin is asked, and how. */
export interface SyncQuestion {
  place: Place;
  plugin: pulumi.ProviderResource;
  /** The random id of the stack. If it is unknown, every webhook of the registry belongs to somebody else. */
  owner: pulumi.Output<string>;
  /** Today's date (UTC, `YYYY-MM-DD`). */
  today: string;
}

/**
 * Asks the plugin which webhooks all customers need, and whether the registry has room for them.
 *
 * It never fails: an error of the program would end the run before anybody's access is removed. So it is the trouble of
 * those who have a sync.
 */
export async function syncTargetsOf(
  entries: readonly CustomerEntry[],
  { place, plugin, owner, today }: SyncQuestion,
): Promise<AllSyncTargets> {
  const syncs = entries.flatMap((entry) => {
    const { id, sync } = entry;
    if (sync === undefined) return [];
    const { repositories, webhookScope } = sync;
    return [{ customer: id, repositories, webhookScope, enabled: mayLogIn(entry, today) }];
  });
  const known = applyAnyway(owner, (value) => (typeof value === "string" ? value : undefined));
  const answer = await pulumi.runtime
    .invoke(
      "acr-credentials:index:syncTargets",
      { registryId: registryId(place), owner: known, syncs },
      { provider: plugin },
    )
    .catch(({ message }: Error) => ({
      // The guard may have refused the run in the meantime. It has said why, and no answer is needed.
      syncTargets: message.includes("connection is closing")
        ? []
        : syncs.map(({ customer }) => ({ customer, trouble: `${customer}: ${message}` })),
    }));
  const { syncTargets } = answer as { syncTargets: SyncTargets[] };
  return new Map(syncTargets.map((each) => [each.customer, each]));
}

/** What is needed to declare one customer's webhooks. */
export interface CustomerSyncArgs {
  entry: CustomerEntry;
  place: Place;
  today: string;
  owner: pulumi.Output<string>;
  guard: AccessGuard;
  /** The name of the secret with the header. */
  secretName: pulumi.Output<string>;
  targets: Promise<AllSyncTargets> | undefined;
}

/**
 * Declares the webhooks of a customer whose entry has `sync`, and lets the customer's readers fetch the header.
 *
 * None is ever protected: to end a sync takes no access, and the secrets can be recovered.
 */
export function customerSync(
  { entry, place, today, owner, guard, secretName, targets }: CustomerSyncArgs,
  { parent }: { parent: pulumi.Resource },
): void {
  const { id, sync } = entry;
  if (sync === undefined) return;
  const enabled = mayLogIn(entry, today);
  const found = pulumi.output(targets?.then((all) => all.get(id)));
  const webhooks = new SyncWebhooks(
    logicalNames(id).sync,
    {
      customer: id,
      registryId: registryId(place),
      vaultId: vaultId(place),
      secretName,
      owner,
      stack: `${pulumi.getProject()}/${pulumi.getStack()}`,
      enabled,
      ...sync.header,
      webhooks: found.apply((each) => each?.webhooks),
      repositories: sync.repositories,
      trouble: found.apply((each) => each?.trouble),
      waits: found.apply((each) => each?.waits),
    },
    { parent, dependsOn: guard, protect: false },
  );
  secretReaders(
    entry,
    {
      place,
      secretName: textOr(webhooks.secretName, secretName),
      secret: webhooks,
      enabled,
      nameOf: syncReaderName,
    },
    { parent, dependsOn: webhooks },
  );
}
