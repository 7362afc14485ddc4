// What an update of SyncWebhooks would do, as a value: the same for diff, preview and update.

import { unusedUrlWords } from "../../access/callbackUrl";
import type { Changes } from "../protocol/resource";
import { type SyncInputs, wantedTargets } from "./inputs";
import { nameIn, newestIn, type SyncState } from "./state";
import { type Target, targetWords } from "./targets";

/** One webhook that is written, and why. */
export interface PlannedWrite {
  name: string;
  target: Target;
  /** In words for people. */
  why: string;
}

/** What to do about a customer's webhooks. */
export interface SyncPlan {
  /** Why nothing is done but removals. */
  refusal?: string;
  /** Generations whose header is made and handed over, in this order. */
  makes: readonly number[];
  /** Is the newest header published again, because somebody else wrote the secret? */
  isRepublished: boolean;
  writes: readonly PlannedWrite[];
  /** Webhooks that are disabled, by name. */
  disables: readonly string[];
  /** Webhooks that are removed, by name. */
  removes: readonly string[];
  /** The outputs that will differ, for the engine's detailed diff. */
  changes: Changes;
  /** What changes, in words for people, in the order in which it is done. */
  reasons: readonly string[];
  /** Is the callback URL waited for? Then nothing is written. */
  isWaiting: boolean;
  /** Who or what is waited for; shown even when nothing changes. */
  remarks: readonly string[];
}

/**
 * Compares the present state with the wanted one.
 *
 * @param waits why no additional webhook is made in this run, in words for people
 */
export function syncPlan(
  state: SyncState,
  inputs: SyncInputs,
  { waits }: { waits?: string | undefined } = {},
): SyncPlan {
  const targets = wantedTargets(inputs);
  const removes = Object.keys(state.webhooks).filter((name) => !targets.has(name));
  if (!inputs.enabled) return disablingPlan(state, removes);
  const refusal = refusalFor(state, inputs);
  const makes = refusal === undefined ? missingHeaders(state, inputs) : [];
  const isGone = newestIn(state.headers) === 0;
  const isRepublished = state.drift?.secret !== undefined && !isGone;
  const { urlIs = state.urlVersion === undefined ? "missing" : undefined } = state;
  const isWaiting = urlIs === "missing" || urlIs === "refused";
  const all = [...targets].flatMap(([name, target]) => {
    const why = isWaiting ? undefined : whyWritten(name, target, state, inputs);
    return why === undefined ? [] : [{ name, target, why }];
  });
  const isLeft = ({ name }: PlannedWrite) =>
    waits !== undefined && state.webhooks[name] === undefined;
  const writes = all.filter((each) => !isLeft(each));
  const secret = `secret ${nameIn(inputs.secretId) ?? "of the customer"}`;
  return {
    ...(refusal === undefined ? {} : { refusal }),
    makes,
    isRepublished,
    writes,
    disables: [],
    removes,
    changes: changesOf({
      headers: makes.length > 0 || isRepublished || refusal !== undefined,
      webhookNames: writes.length > 0 || removes.length > 0,
      urlVersion: state.urlIs === "new",
      inUse: writes.length > 0 && state.inUse !== inputs.inUse,
    }),
    reasons: [
      ...removes.map((name) => removedWords(state, name)),
      ...(state.drift?.secret === undefined
        ? makes.map((generation) => `header ${generation} is handed over in ${secret}`)
        : [
            `${state.drift.secret}; ${isGone ? "it is recovered, or if it was purged, a new header is handed over" : "the header is published again"}`,
          ]),
      ...writes.map(({ why }) => why),
    ],
    isWaiting,
    remarks: [
      ...(isWaiting ? [waitingWords(state, inputs)] : []),
      ...(waits !== undefined && all.some(isLeft) ? [waits] : []),
    ],
  };
}

/** A webhook that is removed, in words for people. */
export function removedWords({ webhooks }: SyncState, name: string): string {
  return `the webhook for ${webhooks[name] ?? name} is removed`;
}

/** A webhook that is disabled, in words for people. */
export function disabledWords({ webhooks }: SyncState, name: string): string {
  return `the webhook for ${webhooks[name] ?? name} is disabled`;
}

/** Needs neither the header nor the address, so that a customer can be suspended whatever is wrong with them. */
function disablingPlan(state: SyncState, removes: readonly string[]): SyncPlan {
  const { webhooks, enabled, drift = {} } = state;
  const stay = Object.keys(webhooks).filter((name) => !removes.includes(name));
  const disables = stay.filter((name) => enabled !== false || drift[name] !== undefined);
  return {
    makes: [],
    isRepublished: false,
    writes: [],
    disables,
    removes,
    changes: changesOf({ enabled: disables.length > 0, webhookNames: removes.length > 0 }),
    reasons: [
      ...removes.map((name) => removedWords(state, name)),
      ...disables.map((name) => disabledWords(state, name)),
    ],
    isWaiting: false,
    remarks: [],
  };
}

/** Why the generations of the file cannot be. */
function refusalFor({ headers }: SyncState, { customer, generation, inUse }: SyncInputs) {
  const newest = newestIn(headers);
  if (newest === 0) return undefined;
  if (generation < newest) {
    return `${customer}: header ${newest} was handed over already; write generation: ${newest} or more`;
  }
  if (headers[inUse] !== undefined) return undefined;
  return `${customer}: header ${inUse} is not handed over yet, and the workflow would refuse it; write inUse: ${newest} for this run, and ${inUse} once the customer's workflow accepts the new header`;
}

/** At the beginning also the one in use, where it is the one before the newest. */
function missingHeaders({ headers }: SyncState, { generation, inUse }: SyncInputs): number[] {
  const wanted = newestIn(headers) === 0 ? [inUse, generation] : [generation];
  return [...new Set(wanted)].filter((each) => headers[each] === undefined);
}

function whyWritten(
  name: string,
  target: Target,
  state: SyncState,
  inputs: SyncInputs,
): string | undefined {
  const words = state.webhooks[name];
  if (words === undefined) return `a webhook for ${targetWords(target)} is made`;
  const drift = state.drift?.[name];
  const parts = [
    ...(drift === undefined ? [] : [drift]),
    ...(state.enabled === false ? ["is enabled again"] : []),
    ...(state.urlIs === "new" ? ["sends to the new callback URL"] : []),
    ...(state.inUse === inputs.inUse ? [] : [`sends header ${inputs.inUse}`]),
  ];
  return parts.length === 0 ? undefined : `the webhook for ${words} ${parts.join(", ")}`;
}

function waitingWords(
  { webhooks, urlVersion, refusedUrl }: SyncState,
  { customer }: SyncInputs,
): string {
  const isFirst = urlVersion === undefined && Object.keys(webhooks).length === 0;
  const stays = isFirst ? "no webhook yet" : "the webhooks stay as they are";
  const what =
    refusedUrl !== undefined
      ? `${unusedUrlWords(refusedUrl.complaint)}; ${stays}`
      : isFirst
        ? stays
        : `the callback URL is gone from the vault, and ${stays}`;
  return `${what}: waiting for ${customer} to send the callback URL, which \`npm run sync-url -- ${customer}\` puts into the vault`;
}

function changesOf(isChanged: Readonly<Record<string, boolean>>): Changes {
  const names = Object.keys(isChanged).filter((name) => isChanged[name]);
  return Object.fromEntries(names.map((name) => [name, { kind: "update", isInput: false }]));
}
