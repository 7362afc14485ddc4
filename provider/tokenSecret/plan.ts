// What an update of TokenSecret would do, as a value: the same for diff, preview and update.

import { isSameId } from "../../azure/tokenId";
import type { Decision, Run } from "../../passwords/decision";
import { notWrittenOver } from "../../passwords/marks";
import { decide } from "../../passwords/rotation";
import type { Changes } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import type { Planned } from "./planned";
import type { SecretState } from "./secretState";
import { currentIn, heldIn } from "./state";
import { type Reasons, reasonsFor, remarksFor } from "./words";

/** What is to be done about a token and its secret, and what is said of it. */
export interface SecretPlan extends Planned {
  /** The outputs that will differ, for the engine's detailed diff. */
  changes: Changes;
  /** Why something changes and which password works until when; shown with the change. */
  reasons: Reasons;
  /** What is due but not done; shown even when nothing changes. */
  remarks: readonly string[];
}

/** Compares what is with what is wanted. */
export function secretPlan(known: SecretState, inputs: SecretInputs, run: Run): SecretPlan {
  const state = asJudged(known, inputs);
  const held = heldIn(state);
  // Whoever is to lose access loses it, whatever has become of the secret.
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
    isStatusDue:
      !isIssued &&
      held.hasValue &&
      (state.secretEnabled !== inputs.enabled || isToBePutRight(state)),
    isRevocationDue: inputs.revokeBefore > 1 && (state.revokedBefore ?? 1) < inputs.revokeBefore,
  };
  return {
    ...plan,
    changes: changesOf(plan),
    reasons: reasonsFor(plan, { state, held, inputs, run }),
    remarks: remarksFor(decision, held),
  };
}

/** Of a password that was revoked nobody knows any more what its tags and its end were. */
function isToBePutRight(state: SecretState): boolean {
  return state.secretIs === "altered" && currentIn(state) !== undefined;
}

/** In another vault there is nothing yet; and what another stack has published is somebody else's, once it may be taken over. */
function asJudged(state: SecretState, { secretId, adoptsSecret }: SecretInputs): SecretState {
  const { secretIs, ...rest } = state;
  if (secretId !== undefined && !isSameId(state.secretId ?? secretId, secretId)) {
    return { ...rest, secretIs: "purged" };
  }
  if (!adoptsSecret || !secretIs?.startsWith("owned by ")) return state;
  return state.secretVersion === undefined ? rest : { ...rest, secretIs: "foreign" };
}

/** Why nothing may be done for this customer at all. */
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
