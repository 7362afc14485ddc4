// What an update of TokenSecret would do, as a value: the same for diff, preview and update.

import { isSameId } from "../../azure/tokens/tokenId";
import { type Decision, type Held, isRevoked, type Run } from "../../passwords/decision";
import { notWrittenOver } from "../../passwords/marks";
import { decide } from "../../passwords/rotation";
import type { Changes } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import { type Reasons, reasonsFor, remarksFor } from "./messages";
import type { Planned } from "./planned";
import type { SecretState } from "./secretState";
import { currentIn, heldIn } from "./state";

/** What to do about a token and its secret, and the messages about it. */
export interface SecretPlan extends Planned {
  /** The outputs that will differ, for the engine's detailed diff. */
  changes: Changes;
  /** Why something changes and which password works until when; shown with the change. */
  reasons: Reasons;
  /** What is due but not done; shown even when nothing changes. */
  remarks: readonly string[];
}

/** Compares the present state with the wanted one. */
export function secretPlan(known: SecretState, inputs: SecretInputs, run: Run): SecretPlan {
  const state = asJudged(known, inputs);
  const held = heldIn(state);
  // Access is always taken, even if something is wrong with the secret.
  const refused = inputs.enabled ? refusedFor(state) : undefined;
  const decision = refused ?? decide(held, inputs, run);
  const isIssued = decision.kind === "issue";
  const change = {
    ...(state.enabled === inputs.enabled ? {} : { enabled: inputs.enabled }),
    ...(isSameId(state.scopeMapId ?? "", inputs.scopeMapId)
      ? {}
      : { scopeMapId: inputs.scopeMapId }),
  };
  const plan = {
    ...(Object.keys(change).length > 0 ? { change } : {}),
    decision,
    isRecoveryDue: state.secretIs === "missing",
    isStatusDue: !isIssued && isStatusWrong(state, inputs),
    isRevocationDue: isRevocationDue(state, held, inputs),
  };
  return {
    ...plan,
    changes: changesOf(plan),
    reasons: reasonsFor(plan, { state, held, inputs, run }),
    remarks: remarksFor(decision, held),
  };
}

/**
 * Was this revocation not carried out yet? What is known of it does not count where a password of a revoked generation
 * is there: it was issued later, while the file had a lower generation by mistake.
 */
function isRevocationDue(state: SecretState, held: Held, inputs: SecretInputs): boolean {
  if (inputs.revokeBefore <= 1) return false;
  if ((state.revokedBefore ?? 1) < inputs.revokeBefore) return true;
  return held.slots.some((slot) => isRevoked(slot, inputs));
}

/**
 * Is our secret enabled or disabled against the file, or altered? A version with an unknown value is only ever
 * disabled.
 */
function isStatusWrong(state: SecretState, { enabled }: SecretInputs): boolean {
  if (state.secretIs === "unconfirmed") return state.secretEnabled === true && !enabled;
  return heldIn(state).hasValue && (state.secretEnabled !== enabled || isToBePutRight(state));
}

/** Tags and end of a revoked password are no longer known. */
function isToBePutRight(state: SecretState): boolean {
  return state.secretIs === "altered" && currentIn(state) !== undefined;
}

/** Another vault has no secret yet. A secret of another stack counts as somebody else's once it may be adopted. */
function asJudged(state: SecretState, { secretId, adoptsSecret }: SecretInputs): SecretState {
  const { secretIs, ...rest } = state;
  if (secretId !== undefined && !isSameId(state.secretId ?? secretId, secretId)) {
    return { ...rest, secretIs: "purged" };
  }
  if (!adoptsSecret || !secretIs?.startsWith("owned by ")) return state;
  return state.secretVersion === undefined ? rest : { ...rest, secretIs: "foreign" };
}

/** Why this customer is refused. */
function refusedFor({ secretIs, secretId }: SecretState): Decision | undefined {
  if (!secretIs?.startsWith("owned by ")) return undefined;
  const name = secretId === undefined ? "its secret" : `secret ${secretId.split("/").at(-1)}`;
  return { kind: "refuse", why: `${name} ${notWrittenOver(secretIs)}` };
}

function changesOf(plan: Planned): Changes {
  const { change = {}, decision, isRecoveryDue, isStatusDue, isRevocationDue } = plan;
  const isIssued = decision.kind === "issue" || decision.kind === "refuse";
  const outputs = [
    ...Object.keys(change),
    ...(isIssued ? ["currentSlot", "expiresAt", "secretVersion"] : []),
    ...(isRecoveryDue ? ["secretIs"] : []),
    ...(isStatusDue ? ["secretEnabled"] : []),
    ...(isRevocationDue ? ["revokedBefore"] : []),
  ];
  return Object.fromEntries(outputs.map((name) => [name, { kind: "update", isInput: false }]));
}
