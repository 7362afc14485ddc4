// Previews one customer's webhooks. It never fails, as that would end the preview for everybody.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { tellCustomer } from "../../access/newInSync";
import { type Call, type Properties, UNKNOWN } from "../protocol/resource";
import { type RunFacts, type SyncInputs, wantedTargets } from "./inputs";
import { removedWords, type SyncPlan, syncPlan } from "./plan";
import { outputsOf, type SyncState } from "./state";
import { targetWords } from "./targets";

/**
 * The outputs after a creation or an update. A warning says why it will fail.
 *
 * @param run.added what the customer has to add too. @default - nothing
 */
export function previewed(
  state: SyncState,
  inputs: SyncInputs,
  { facts, call, added = [] }: { facts: RunFacts; call: Call; added?: readonly string[] },
): Properties {
  const plan = syncPlan(state, inputs, facts);
  const why = facts.trouble ?? plan.refusal;
  if (why !== undefined) {
    call.log("warning", `${CORRECT_FIRST}${why}`);
    for (const name of plan.removes) call.log("info", removedWords(state, name));
    if (plan.isWaiting) for (const words of plan.remarks) call.log("info", words);
    return outputsUnknown();
  }
  for (const words of [...plan.reasons, ...plan.remarks]) call.log("info", words);
  if (plan.isWaiting) for (const words of madeLater(state, inputs)) call.log("info", words);
  if (added.length > 0) call.log("info", tellCustomer(inputs.customer, added));
  return planned(state, inputs, plan);
}

/** The outputs when nothing can be previewed. */
export function allUnknown(call: Call): Properties {
  call.log("info", "which webhooks are made, and who is waited for, is known only in the run");
  return outputsUnknown();
}

/** The webhooks that wait for the callback URL, in one line. */
function madeLater({ webhooks }: SyncState, inputs: SyncInputs): string[] {
  const later = [...wantedTargets(inputs)].flatMap(([name, target]) =>
    webhooks[name] === undefined ? [targetWords(target)] : [],
  );
  return later.length === 0 ? [] : [`with the URL, webhooks are made for ${later.join(", ")}`];
}

function outputsUnknown(): Properties {
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
