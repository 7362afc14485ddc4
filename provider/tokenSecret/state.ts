// Reads the state of a token and its secret, and computes the state after an update.

import { isSameId, parseTokenId } from "../../azure/tokens/tokenId";
import { startOf } from "../../passwords/days";
import type { Decision, Held, Run } from "../../passwords/decision";
import {
  expiryDay,
  type HeldSlot,
  nextRotation,
  withAnnouncedEnds,
} from "../../passwords/validity";
import { type Properties, UNKNOWN } from "../protocol/resource";
import { lostPasswords } from "./drift";
import type { SecretInputs } from "./inputs";
import type { KnownSlot, SecretState } from "./secretState";

/** Reads the state from a resource's outputs. */
export function stateFrom(outputs: Properties): SecretState {
  const { slots = [], ...others } = outputs as Partial<SecretState>;
  const given = Object.entries(others).filter(([name]) => !DERIVED.has(name));
  return { ...Object.fromEntries(given), slots };
}

/** What outputsOf adds for programs and people. */
const DERIVED = new Set(["secretName", "isPublished", "issuedAt", "expiresAt", "rotateOn"]);

/** The input of the decision about a password. */
export function heldIn(state: SecretState): Held {
  const { currentSlot, secretVersion, secretIs, slots, drift } = state;
  const isHandedOut = secretIs === undefined || secretIs === "altered" || secretIs === "missing";
  return {
    currentSlot,
    hasValue: secretVersion !== undefined && isHandedOut,
    slots: slots.filter(({ isMissing }) => isMissing !== true),
    ...(drift === undefined ? {} : { drift }),
  };
}

/** The current password, where the token still has it. */
export function currentIn(state: SecretState): KnownSlot | undefined {
  return state.slots.find(({ name, isMissing }) => name === state.currentSlot && !isMissing);
}

/**
 * The state as the engine keeps it, with the dates of the current password.
 *
 * Missing values are null and not absent: the preview of a program treats absent values as unknown.
 */
export function outputsOf(state: SecretState, inputs: SecretInputs): Properties {
  const current = state.slots.find(({ name }) => name === state.currentSlot);
  return {
    ...state,
    secretName: nameOf(inputs.secretId) ?? UNKNOWN,
    currentSlot: state.currentSlot ?? null,
    secretVersion: state.secretVersion ?? null,
    isPublished: isPublished(state, inputs),
    issuedAt: current?.createdAt ?? null,
    expiresAt: current?.expiresOn === undefined ? null : startOf(current.expiresOn),
    rotateOn: (current && nextRotation(current, inputs)) ?? null,
  };
}

/**
 * Does the secret exist in the wanted vault? A suspended customer has none in another vault before they become active.
 */
function isPublished({ secretVersion, secretId }: SecretState, inputs: SecretInputs): boolean {
  return secretVersion !== undefined && isSameId(secretId ?? "", inputs.secretId ?? secretId ?? "");
}

/** The state after an update in which no password was issued: status, scope map and announced ends by the new settings. */
export function afterSettings(state: SecretState, inputs: SecretInputs, run: Run): SecretState {
  const { drift = {}, secretIs, ...others } = state;
  const { secretId: _, secretVersion: __, secretEnabled: ___, ...unpublished } = others;
  const rest: typeof others = secretIs === "purged" ? unpublished : others;
  const { slots } = heldIn(state);
  const lost = lostPasswords(drift);
  const current = slots.find(({ name }) => name === state.currentSlot);
  return {
    ...rest,
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    ...(rest.secretVersion === undefined ? {} : { secretEnabled: inputs.enabled }),
    slots: withAnnouncedEnds(slots, current, inputs, run.today),
    ...(lost === undefined ? {} : { drift: lost }),
  };
}

/** The state after a password was published: it is the current one, and the other's end is announced. */
export function afterIssue(
  state: SecretState,
  inputs: SecretInputs,
  run: Run,
  made: { issued: HeldSlot; secretVersion: string },
): SecretState {
  const { issued, secretVersion } = made;
  const others = heldIn(state).slots.filter(({ name }) => name !== issued.name);
  const slots = [...others, issued].sort((one, other) => one.name.localeCompare(other.name));
  const { drift: _, secretIs: __, ...rest } = state;
  return {
    ...rest,
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    ...(inputs.secretId === undefined ? {} : { secretId: inputs.secretId }),
    secretVersion,
    secretEnabled: true,
    currentSlot: issued.name,
    slots: withAnnouncedEnds(slots, issued, inputs, run.today),
  };
}

/** What a preview can already say about a new password: everything but its version and when Azure makes it. */
export function beforeIssue(
  state: SecretState,
  inputs: SecretInputs,
  run: Run,
  decision: Decision | undefined,
): Properties {
  const issued = decision?.kind === "issue" ? decision : undefined;
  const expiresOn = issued === undefined ? expiryDay(inputs, run.today) : issued.expiresOn;
  return {
    username: state.username ?? parseTokenId(inputs.tokenId).tokenName,
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    secretId: inputs.secretId ?? UNKNOWN,
    secretName: nameOf(inputs.secretId) ?? UNKNOWN,
    secretVersion: UNKNOWN,
    secretEnabled: true,
    isPublished: true,
    currentSlot: issued?.slot ?? UNKNOWN,
    slots: UNKNOWN,
    issuedAt: UNKNOWN,
    expiresAt: expiresOn === undefined ? null : startOf(expiresOn),
    rotateOn: nextRotation({ createdAt: startOf(run.today), expiresOn }, inputs) ?? null,
    ...(state.revokedBefore === undefined ? {} : { revokedBefore: state.revokedBefore }),
  };
}

function nameOf(secretId: string | undefined): string | undefined {
  return secretId?.slice(secretId.lastIndexOf("/") + 1);
}
