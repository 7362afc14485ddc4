// Removes what a sync has made: the webhooks first, then the header and the callback URL.

import { isTheirs } from "../../access/syncMark";
import { isSameId } from "../../azure/tokens/tokenId";
import type { RegistryWebhook } from "../../azure/webhooks/registryWebhooks";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import { type SyncInputs, wantedTargets } from "./inputs";
import { removedWords } from "./plan";
import { isOwn, type ListWebhooks } from "./seen";
import type { SyncState } from "./state";
import { Tries } from "./tries";

/** What to remove. */
export interface Removal {
  azure: AzureAccess;
  list: ListWebhooks;
  state: SyncState;
  inputs: SyncInputs;
}

/** Removes the webhooks that are no longer wanted. @returns how the others are listed from now on */
export async function removeUnwanted(
  { azure, list, state, inputs }: Removal,
  { tries, call }: { tries: Tries; call: Call },
): Promise<ListWebhooks> {
  const { registryId } = inputs;
  const listed = await list(registryId);
  const targets = wantedTargets(inputs);
  const unwanted = listed.filter((each) => isOwn(each, inputs, state) && !targets.has(each.name));
  const webhooks = await azure.webhooks();
  const removed = await tries.each(
    unwanted.map(({ name }) => name),
    async (name) => {
      await webhooks.remove(registryId, name);
      call.log("info", removedWords(state, name));
    },
  );
  const left = listed.filter(({ name }) => !removed.includes(name));
  return async () => left;
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

/** Before a move to another registry: what is not wanted there either is announced no more, even after a failure of the move. */
export async function removeBeforeMove(removal: Removal, inputs: SyncInputs): Promise<void> {
  if (isSameId(removal.inputs.registryId, inputs.registryId)) return;
  await removeWebhooks(
    removal,
    ({ tags }) => !Object.hasOwn(inputs.webhooks, tags.Repository ?? ""),
  );
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

async function removeWebhooks(
  { azure, list, state, inputs }: Removal,
  isUnwanted: (webhook: RegistryWebhook) => boolean = () => true,
): Promise<void> {
  const { registryId } = inputs;
  const own = (await list(registryId)).filter((each) => isOwn(each, inputs, state));
  const webhooks = await azure.webhooks();
  const tries = new Tries();
  const names = own.filter(isUnwanted).map(({ name }) => name);
  await tries.each(names, (name) => webhooks.remove(registryId, name));
  tries.end();
}
