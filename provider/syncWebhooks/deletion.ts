// Removes what a sync has made: the webhooks first, then the header and the callback URL.

import { isTheirs } from "../../access/syncMark";
import { isSameId } from "../../azure/tokenId";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import type { SyncInputs } from "./inputs";
import { isOwn, type ListWebhooks } from "./seen";
import type { SyncState } from "./state";

/** What to remove. */
export interface Removal {
  azure: AzureAccess;
  list: ListWebhooks;
  state: SyncState;
  inputs: SyncInputs;
}

/** Removes webhooks and secrets, and nothing of anybody else; where a step fails, the next run goes on there. */
export async function removeAll(removal: Removal): Promise<void> {
  await removeWebhooks(removal);
  const { azure, inputs } = removal;
  const secrets = await azure.secrets();
  for (const secretId of [inputs.secretId, inputs.urlSecretId]) {
    if (secretId === undefined) continue;
    const secret = await secrets.get(secretId);
    // The callback URL may have been put there by hand, without tags.
    if (secret !== undefined && !isTheirs(secret.tags, inputs)) await secrets.remove(secretId);
  }
}

/** After a move to another registry, its webhooks would announce what nobody may import; the secrets of a previous vault stay. */
export async function removeElsewhere(
  removal: Removal,
  inputs: SyncInputs,
  call: Call,
): Promise<void> {
  const { inputs: before } = removal;
  if (!isSameId(before.registryId, inputs.registryId)) await removeWebhooks(removal);
  const [was, is] = [before.secretId ?? "", inputs.secretId ?? ""];
  if (was === "" || isSameId(was, is)) return;
  call.log(
    "warning",
    `the header is another one, in ${is}; the customer needs it before its callback URL is put there; ${was} and ${was}-url stay, delete them by hand`,
  );
}

async function removeWebhooks({ azure, list, state, inputs }: Removal): Promise<void> {
  const { registryId } = inputs;
  const own = (await list(registryId)).filter((each) => isOwn(each, inputs, state));
  const webhooks = await azure.webhooks();
  for (const { name } of own) await webhooks.remove(registryId, name);
}
