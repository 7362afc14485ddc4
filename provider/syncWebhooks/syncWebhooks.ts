// The SyncWebhooks resource: hands over a header, and announces pushes to the customer's workflow.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { newInSync, tellCustomer } from "../../access/newInSync";
import { NOT_COMPARED, SYNC_LEFT } from "../../access/syncMark";
import { isSameId } from "../../azure/tokens/tokenId";
import type { AzureAccess } from "../azureAccess";
import { changedInputs } from "../protocol/inputDiff";
import { type Call, type ResourceKind, Unfinished } from "../protocol/resource";
import { withFirstName } from "../tokenSecret/inputs";
import { afterReading } from "./afterReading";
import { carryOut } from "./carryOut";
import { removeAll, removeBeforeMove, removeElsewhere } from "./deletion";
import { hasUnknown, type RunFacts, runFacts, type SyncInputs, syncInputs } from "./inputs";
import { syncPlan } from "./plan";
import { allUnknown, previewed } from "./preview";
import { type ListWebhooks, look, type Seen } from "./seen";
import { NOTHING, outputsOf, type SyncState, stateFrom } from "./state";
import { isOutOfReach, readValues } from "./values";

/** The dependencies of SyncWebhooks. */
export interface SyncWebhooksContext {
  azure: AzureAccess;
  /**
   * Is a plan made or applied? Then it is not compared where each webhook sends: the identity that makes it may not read
   * that, and the one that applies it would do what nobody has reviewed. A trouble is said, and asks for no update: one that
   * was not planned would end the run before anybody's access is removed.
   */
  followsPlan: boolean;
}

/**
 * Makes the kind of resource that owns a customer's webhooks, and the secret with the header that they send.
 *
 * Everything is an update in place. Neither a header nor a callback URL is ever part of its inputs, outputs, logs or errors.
 */
export function syncWebhooks({ azure, followsPlan }: SyncWebhooksContext): ResourceKind {
  const list: ListWebhooks = async (registryId) => (await azure.webhooks()).list(registryId);
  const listOnce = remembered(list);
  const facts = new Map<string, RunFacts>();
  /** Under a plan, why the last reading failed, by URN. */
  const unread = new Map<string, string>();
  // Nothing holds up a suspension.
  const factsOf = (urn: string, { enabled }: SyncInputs): RunFacts =>
    (enabled ? facts.get(urn) : undefined) ?? { trouble: undefined, waits: undefined };
  return {
    refreshBeforeUpdate: true,

    check(olds, news, { urn }) {
      const { inputs, facts: known } = runFacts(olds, withFirstName(olds, news));
      facts.set(urn, known);
      return { inputs, problems: [] };
    },

    diff(old, news, call) {
      const changes = changedInputs(old.inputs, news);
      if (hasUnknown(news)) return changes;
      const inputs = syncInputs(news);
      const state = moved(stateFrom(old.outputs), syncInputs(old.inputs), inputs);
      const known = factsOf(call.urn, inputs);
      const plan = syncPlan(state, inputs, known);
      const all = { ...plan.changes, ...changes };
      const isSame = Object.keys(all).length === 0;
      // A run says it itself.
      if (isSame) for (const remark of plan.remarks) call.log("info", remark);
      if (known.trouble !== undefined && !followsPlan) return { ...all, webhookNames: OUTPUT };
      // A refresh compares too, before the program says what is wanted: a planned update may follow, which reads again.
      if (!isSame || !facts.has(call.urn)) return all;
      for (const why of [unread.get(call.urn), known.trouble]) {
        if (why !== undefined) call.log("warning", `${SYNC_LEFT}${why}`);
      }
      return all;
    },

    async create(news, call) {
      if (hasUnknown(news)) return { id: "", inputs: news, outputs: allUnknown(call) };
      const inputs = syncInputs(news);
      const run = { facts: factsOf(call.urn, inputs), call };
      if (call.isPreview) {
        return { id: "", inputs: news, outputs: previewed(NOTHING, inputs, run) };
      }
      const id = inputs.customer;
      try {
        const state = await carryOut({ azure, list, inputs, known: NOTHING, ...run });
        return { id, inputs: news, outputs: outputsOf(state, inputs) };
      } catch (thrown) {
        // Something may have been made. The state has the resource, and the next run finds what there is.
        throw new Unfinished(
          { id, inputs: news, outputs: outputsOf(NOTHING, inputs) },
          thrown as Error,
        );
      }
    },

    async read(known, call) {
      if (known.inputs.customer === undefined) return undefined;
      const inputs = syncInputs(known.inputs);
      const state = stateFrom(known.outputs);
      try {
        const seen = await look(azure, listOnce, inputs, state);
        const values = followsPlan ? {} : await valuesInReach(azure, inputs, seen, call);
        unread.delete(call.urn);
        return { ...known, outputs: outputsOf(afterReading(state, inputs, seen, values), inputs) };
      } catch (thrown) {
        if (followsPlan) {
          unread.set(call.urn, (thrown as Error).message);
          return known;
        }
        // Any other error would end the run before anybody's access is removed. If the whole registry is gone, others say so.
        throw new Unfinished(known, thrown as Error);
      }
    },

    async update(old, news, call) {
      if (hasUnknown(news)) return allUnknown(call);
      const inputs = syncInputs(news);
      const before = syncInputs(old.inputs);
      const state = stateFrom(old.outputs);
      const known = moved(state, before, inputs);
      const run = { facts: factsOf(call.urn, inputs), call };
      const added = newInSync(before.webhooks, inputs.webhooks);
      if (call.isPreview) {
        const why = unread.get(call.urn);
        if (why !== undefined) call.log("warning", `${CORRECT_FIRST}${why}`);
        return previewed(known, inputs, { ...run, added });
      }
      const previous = { azure, list, state, inputs: before };
      await removeBeforeMove(previous, inputs);
      const next = await carryOut({ azure, list, inputs, known, ...run });
      await removeElsewhere(previous, inputs, call);
      if (added.length > 0) call.log("info", tellCustomer(inputs.customer, added));
      return outputsOf({ ...next, ...(added.length === 0 ? {} : { added }) }, inputs);
    },

    async delete(old) {
      const inputs = syncInputs(old.inputs);
      await removeAll({ azure, list, state: stateFrom(old.outputs), inputs });
    },
  };
}

async function valuesInReach(azure: AzureAccess, inputs: SyncInputs, seen: Seen, call: Call) {
  try {
    return await readValues(azure, inputs, seen);
  } catch (thrown) {
    if (!isOutOfReach(thrown)) throw thrown;
    call.log("info", `${NOT_COMPARED}${(thrown as Error).message}`);
    return {};
  }
}

/** Shows that an update is to come, which is refused. */
const OUTPUT = { kind: "update", isInput: false } as const;

/** What is known in another registry or vault: nothing of what the previous one has. */
function moved(state: SyncState, before: SyncInputs, inputs: SyncInputs): SyncState {
  const { urlVersion: _, urlIs: __, headers: ___, refusedUrl: ____, ...elsewhere } = state;
  const isVault = isSameId(before.secretId ?? "", inputs.secretId ?? "");
  const isRegistry = isSameId(before.registryId, inputs.registryId);
  return {
    ...(isVault ? state : { ...elsewhere, headers: {} }),
    ...(isRegistry ? {} : { webhooks: {} }),
  };
}

/** Lists each registry once in a run; after a failure it is listed again. */
function remembered(list: ListWebhooks): ListWebhooks {
  const lists = new Map<string, ReturnType<ListWebhooks>>();
  return (registryId) => {
    const key = registryId.toLowerCase();
    const known = lists.get(key) ?? list(registryId);
    lists.set(key, known);
    known.catch(() => lists.delete(key));
    return known;
  };
}
