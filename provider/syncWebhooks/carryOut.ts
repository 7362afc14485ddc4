// Carries out a plan step by step: webhooks are removed first, then a header is handed over, then webhooks are written.

import { randomBytes } from "node:crypto";
import { webhookScope } from "../../access/webhookScope";
import { isRecoverable } from "../../azure/vault/putSecret";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import { afterReading } from "./afterReading";
import { removeUnwanted } from "./deletion";
import { type RunFacts, type SyncInputs, wantedTargets } from "./inputs";
import { disabledWords, type SyncPlan, syncPlan } from "./plan";
import { type ListWebhooks, look, type Seen } from "./seen";
import { nameIn, newestIn, type SyncState } from "./state";
import { headerTags, webhookTags } from "./tags";
import { targetWords } from "./targets";
import { Tries } from "./tries";
import { HEADER, readValues, type Values } from "./values";

/** What a plan is applied to. */
export interface Work {
  azure: AzureAccess;
  list: ListWebhooks;
  inputs: SyncInputs;
  /** The state before. */
  known: SyncState;
  facts: RunFacts;
  call: Call;
}

/** How often a header is written before the vault must show it. */
const MOST_ROUNDS = 3;

/** The least that makes a header as hard to guess as a key, in bytes. */
const HEADER_BYTES = 32;

/**
 * Reads what is there, and brings it to what is wanted.
 *
 * What is no longer wanted is removed before anything that can fail: a repository that was taken away is announced no more,
 * whatever else is wrong. Each step leaves what the next run continues with, whatever is killed: a header that was made is found by its tags,
 * a webhook by its name.
 *
 * @throws Error for a trouble, and for generations that cannot be, before anything is written
 */
export async function carryOut(work: Work): Promise<SyncState> {
  const { azure, inputs, known, facts, call } = work;
  const { registryId } = inputs;
  const webhooks = await azure.webhooks();
  const tries = new Tries();
  const list = await removeUnwanted({ ...work, state: known }, { tries, call });
  const step = { ...work, list };
  if (!inputs.enabled) {
    const { seen, state, plan } = await seeing(step);
    await tries.each(plan.disables, async (name) => {
      await webhooks.setEnabled(registryId, name, false);
      call.log("info", disabledWords(state, name));
    });
    tries.end();
    return afterWrites(state, inputs, seen, plan);
  }
  tries.end();
  if (facts.trouble !== undefined) throw new Error(facts.trouble);
  const { seen, values, state, plan: next } = await handedOver(step);
  for (const { name, target, why } of next.writes) {
    await webhooks.put(registryId, {
      name,
      location: target.location,
      scope: webhookScope(target.repository),
      isEnabled: true,
      actions: ["push"],
      tags: webhookTags(inputs, target),
      ...sent(values, inputs),
    });
    call.log("info", why);
  }
  for (const remark of next.remarks) call.log("info", remark);
  return afterWrites(state, inputs, seen, next);
}

/** What is there once every header is. One that comes back from its deletion may have other generations: it is looked at again. */
async function handedOver(work: Work) {
  for (let round = 0; ; round++) {
    const view = await seeing(work);
    const { refusal, makes, isRepublished } = view.plan;
    const why = view.seen.taken ?? refusal;
    if (why !== undefined) throw new Error(why);
    if (makes.length === 0 && !isRepublished) return view;
    if (round === MOST_ROUNDS) {
      throw new Error(
        `${work.inputs.customer}: the header was written, but the vault does not show it yet; run again in a few minutes`,
      );
    }
    await handOver(work, view);
  }
}

async function seeing({ azure, list, inputs, known, facts }: Work) {
  const seen = await look(azure, list, inputs, known);
  const read = await readValues(azure, inputs, seen);
  const state = afterReading(known, inputs, seen, read);
  return { seen, values: read.values, state, plan: syncPlan(state, inputs, facts) };
}

/** Puts the headers that are due into the vault; one that was deleted comes back with all its versions. */
async function handOver(
  { azure, inputs, call }: Work,
  { seen, state, plan }: { seen: Seen; state: SyncState; plan: SyncPlan },
): Promise<void> {
  const { secretId } = inputs;
  if (secretId === undefined) throw new Error("SyncWebhooks.secretName is missing");
  const secrets = await azure.secrets();
  const put = (generation: number, value: string) =>
    secrets.put(secretId, { value, enabled: true, tags: headerTags(inputs, generation) });
  for (const reason of plan.reasons.slice(0, plan.makes.length || 1)) call.log("info", reason);
  if (plan.isRepublished) {
    const newest = newestIn(seen.headers);
    const vault = await azure.vault(secretId);
    const header = await vault.read(nameIn(secretId) ?? "", state.headers[newest]);
    if (header === undefined) throw disabled(inputs, newest);
    await put(newest, header.value);
  }
  for (const generation of plan.makes) {
    try {
      await put(generation, randomBytes(HEADER_BYTES).toString("base64url"));
    } catch (thrown) {
      if (!isRecoverable(thrown) || !(await secrets.recover(secretId))) throw thrown;
      // What came back may hold this generation, which the customer knows.
      return;
    }
  }
}

/** A plan without the URL writes no webhook. */
function sent(values: Values | undefined, inputs: SyncInputs) {
  const { url = "", header } = values ?? {};
  if (header === undefined) throw disabled(inputs, inputs.inUse);
  return { serviceUri: url, customHeaders: { [HEADER]: header } };
}

function disabled({ customer, secretId }: SyncInputs, generation: number): Error {
  return new Error(
    `${customer}: header ${generation} cannot be read, because its version of secret ${nameIn(secretId)} is disabled; enable that version in the vault, or hand over a new header by raising generation`,
  );
}

function afterWrites(
  state: SyncState,
  inputs: SyncInputs,
  seen: Seen,
  { writes, isWaiting }: SyncPlan,
): SyncState {
  const { drift: _, urlIs, urlVersion, ...rest } = state;
  const targets = wantedTargets(inputs);
  const webhooks = {
    ...state.webhooks,
    ...Object.fromEntries(writes.map(({ name, target }) => [name, targetWords(target)])),
  };
  const isSending = inputs.enabled && !isWaiting && targets.size > 0;
  const version = isSending ? seen.urlVersion : urlVersion;
  return {
    ...rest,
    webhooks,
    ...(version === undefined ? {} : { urlVersion: version }),
    ...(urlIs === undefined || isSending ? {} : { urlIs }),
    ...(isSending ? { inUse: inputs.inUse } : {}),
    ...(isWaiting ? {} : { enabled: inputs.enabled }),
  };
}
