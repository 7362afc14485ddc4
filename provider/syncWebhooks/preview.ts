// Previews one customer's webhooks. It never fails, as that would end the preview for everybody.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { type Call, type Properties, UNKNOWN } from "../protocol/resource";
import { type RunFacts, type SyncInputs, wantedTargets } from "./inputs";
import { removedWords, type SyncPlan, syncPlan } from "./plan";
import { outputsOf, type SyncState } from "./state";
import { targetWords } from "./targets";

/** The outputs after a creation or an update. A warning says why it will fail. */
export function previewed(
  state: SyncState,
  inputs: SyncInputs,
  { facts, call }: { facts: RunFacts; call: Call },
): Properties {
  const plan = syncPlan(state, inputs, facts);
  const why = facts.trouble ?? plan.refusal;
  if (why !== undefined) {
    call.log("warning", `${CORRECT_FIRST}${why}`);
    for (const name of plan.removes) call.log("info", removedWords(state, name));
    return allUnknown();
  }
  for (const words of [...plan.reasons, ...plan.remarks]) call.log("info", words);
  return planned(state, inputs, plan);
}

/** The outputs when nothing can be previewed. */
export function allUnknown(): Properties {
  const names = ["secretName", "urlSecretName", "isPublished", "headers", "webhookNames"];
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

function planned(state: SyncState, inputs: SyncInputs, plan: SyncPlan): Properties {
  const { drift: _, urlIs: __, ...rest } = state;
  const isWritten = plan.makes.length > 0 || plan.isRepublished;
  const names = new Set([...Object.keys(state.webhooks), ...plan.writes.map(({ name }) => name)]);
  const targets = [...wantedTargets(inputs)].filter(([name]) => names.has(name));
  const webhooks = Object.fromEntries(targets.map(([name, target]) => [name, targetWords(target)]));
  const outputs = outputsOf({ ...rest, webhooks }, inputs);
  return {
    ...outputs,
    ...(inputs.secretId === undefined ? { secretName: UNKNOWN, urlSecretName: UNKNOWN } : {}),
    ...(isWritten ? { headers: UNKNOWN, isPublished: true } : {}),
  };
}
