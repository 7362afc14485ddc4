// Reads what Azure has of one customer's webhooks, and of the secrets beside them.

import { isOurs, isTheirs } from "../../access/syncMark";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import type { RegistryWebhook } from "../../azure/webhooks/registryWebhooks";
import type { AzureAccess } from "../azureAccess";
import { type SyncInputs, wantedTargets } from "./inputs";
import { nameIn, newestIn, type SyncState } from "./state";
import { generationIn } from "./tags";

/** What was read without a right to read any value. */
export interface Seen {
  /** By generation, the versions with a header; the newest two. */
  headers: SyncState["headers"];
  /** What somebody else did to the secret. */
  secretDrift?: string;
  /** The current version of the callback URL; undefined where there is none. */
  urlVersion?: string;
  /** Why nothing is written: another stack has taken one of the names. */
  taken?: string;
  /** This customer's webhooks, by name. */
  webhooks: ReadonlyMap<string, RegistryWebhook>;
}

/** Lists the webhooks of a registry. */
export type ListWebhooks = (registryId: string) => Promise<readonly RegistryWebhook[]>;

/** Reads webhooks and secrets; while the webhooks do not send, only the webhooks. */
export async function look(
  azure: AzureAccess,
  list: ListWebhooks,
  inputs: SyncInputs,
  known: SyncState,
): Promise<Seen> {
  const listed = await list(inputs.registryId);
  const own = listed.filter((each) => isOwn(each, inputs, known));
  const webhooks = new Map(own.map((each) => [each.name, each]));
  if (!inputs.enabled) return { headers: known.headers, webhooks };
  const targets = wantedTargets(inputs);
  const taken = listed.find(({ name }) => targets.has(name) && !webhooks.has(name));
  return {
    webhooks,
    ...(taken === undefined ? {} : { taken: takenWords(inputs, `webhook ${taken.name}`, taken) }),
    ...(await lookAtSecrets(azure, inputs, known)),
  };
}

function takenWords(
  { customer }: SyncInputs,
  what: string,
  { tags }: Pick<RegistryWebhook, "tags">,
): string {
  return `${customer}: ${what} has the tag Owner: ${tags.Owner}, and is not changed; delete it, or remove the tag, and run again`;
}

/** Of a name that is wanted or known, one without an owner is ours too: somebody has removed its tags. */
export function isOwn(
  { name, tags }: RegistryWebhook,
  inputs: SyncInputs,
  known: SyncState,
): boolean {
  if (isOurs(tags, inputs)) return true;
  if (isTheirs(tags, inputs)) return false;
  return known.webhooks[name] !== undefined || wantedTargets(inputs).has(name);
}

async function lookAtSecrets(
  azure: AzureAccess,
  inputs: SyncInputs,
  known: SyncState,
): Promise<Omit<Seen, "webhooks">> {
  const { secretId, urlSecretId } = inputs;
  if (secretId === undefined || urlSecretId === undefined) return { headers: {} };
  const secrets = await azure.secrets();
  const secret = await secrets.get(secretId);
  if (secret !== undefined && isTheirs(secret.tags, inputs)) {
    return { headers: {}, taken: takenWords(inputs, `secret ${secret.name}`, secret) };
  }
  const url = await secrets.get(urlSecretId);
  const found = { headers: {}, ...(url?.enabled ? { urlVersion: url.version } : {}) };
  if (secret === undefined) {
    const wasThere = newestIn(known.headers) > 0 || known.drift?.secret !== undefined;
    if (!wasThere) return found;
    return { ...found, secretDrift: `secret ${nameIn(secretId)} was deleted outside Pulumi` };
  }
  const headers = await headersOf(azure, { secretId, secret }, inputs, known);
  const isCurrent = generationIn(secret.tags, inputs) === newestIn(headers) && secret.enabled;
  return {
    ...found,
    headers,
    ...(isCurrent || newestIn(headers) === 0
      ? {}
      : { secretDrift: `secret ${secret.name} was changed outside Pulumi` }),
  };
}

/**
 * The versions with a header, by generation; the newest two.
 *
 * The current one and those of the state are all that there are, unless the state was lost or is an older one: only then
 * all versions are listed.
 */
async function headersOf(
  azure: AzureAccess,
  { secretId, secret }: { secretId: string; secret: ManagedSecret },
  inputs: SyncInputs,
  known: SyncState,
): Promise<SyncState["headers"]> {
  const current = generationIn(secret.tags, inputs);
  // Of two versions of one generation, the current one counts, which the customer fetches.
  const own: SyncState["headers"] = current === undefined ? {} : { [current]: secret.version };
  const likely: SyncState["headers"] = { ...known.headers, ...own };
  const isEnough = current !== undefined && newestIn(likely) === current;
  if (isEnough && likely[inputs.inUse] !== undefined) return newestTwo(likely);
  const versions = await (await azure.vault(secretId)).versions(secret.name);
  const listed: Record<string, string> = {};
  for (const { version, tags } of versions) {
    const generation = generationIn(tags, inputs);
    if (generation !== undefined) listed[generation] ??= version;
  }
  const isThere = (wanted: string) => versions.some(({ version }) => version === wanted);
  const still = Object.entries(known.headers).filter(([, version]) => isThere(version));
  return newestTwo({ ...listed, ...Object.fromEntries(still), ...own });
}

function newestTwo(headers: SyncState["headers"]): SyncState["headers"] {
  const newest = Object.entries(headers).sort(([one], [other]) => Number(one) - Number(other));
  return Object.fromEntries(newest.slice(-2));
}
