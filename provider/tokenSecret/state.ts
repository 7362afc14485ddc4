// Reads what the state holds of a token and its secret, and says what it holds after an update.

import { isSameId, parseTokenId } from "../../azure/tokenId";
import { startOf } from "../../passwords/days";
import type { Decision, Held, Run } from "../../passwords/decision";
import {
  expiryDay,
  type HeldSlot,
  nextRotation,
  withAnnouncedEnds,
} from "../../passwords/validity";
import { type Properties, UNKNOWN } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import { lostPasswords } from "./outside";
import type { KnownSlot, SecretState } from "./secretState";

/** Reads the state from a resource's outputs. */
export function stateFrom(outputs: Properties): SecretState {
  const { slots = [], ...others } = outputs as Partial<SecretState>;
  const given = Object.entries(others).filter(([name]) => !DERIVED.has(name));
  return { ...Object.fromEntries(given), slots };
}

/** What outputsOf adds for programs and people. */
const DERIVED = new Set(["secretName", "isPublished", "issuedAt", "expiresAt", "rotateOn"]);

/** What the decision about a password needs to know. */
export function heldIn(state: SecretState): Held {
  const { currentSlot, secretVersion, secretIs, slots, outside } = state;
  const isHandedOut = secretIs === undefined || secretIs === "altered" || secretIs === "missing";
  return {
    currentSlot,
    hasValue: secretVersion !== undefined && isHandedOut,
    slots: slots.filter(({ isMissing }) => isMissing !== true),
    ...(outside === undefined ? {} : { outside }),
  };
}

/** The current password, where the token still has it. */
export function currentIn(state: SecretState): KnownSlot | undefined {
  return state.slots.find(({ name, isMissing }) => name === state.currentSlot && !isMissing);
}

/**
 * The state as the engine keeps it, with the dates of the current password.
 *
 * What there is not is null, and not absent: the preview of a program takes what is absent for unknown.
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

/** Is there a secret where it is asked for? One who is suspended has none in another vault before they are let in. */
function isPublished({ secretVersion, secretId }: SecretState, inputs: SecretInputs): boolean {
  return secretVersion !== undefined && isSameId(secretId ?? "", inputs.secretId ?? secretId ?? "");
}

/** The state after an update in which no password was issued: status, scope map and announced ends by the new settings. */
export function afterSettings(state: SecretState, inputs: SecretInputs, run: Run): SecretState {
  const { outside = {}, secretIs, ...others } = state;
  const { secretId: _, secretVersion: __, secretEnabled: ___, ...unpublished } = others;
  const rest: typeof others = secretIs === "purged" ? unpublished : others;
  const { slots } = heldIn(state);
  const lost = lostPasswords(outside);
  const current = slots.find(({ name }) => name === state.currentSlot);
  return {
    ...rest,
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    ...(rest.secretVersion === undefined ? {} : { secretEnabled: inputs.enabled }),
    slots: withAnnouncedEnds(slots, current, inputs, run.today),
    ...(lost === undefined ? {} : { outside: lost }),
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
  const { outside: _, secretIs: __, ...rest } = state;
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
