// What an update of TokenCredentials would do, as a value: the same for diff, preview and update, with words for people.

import { isSameId } from "../azure/tokenId";
import { startOf } from "../passwords/days";
import { type Decision, describeSlot, type Held, isRevoked, type Run } from "../passwords/decision";
import { nextIssue } from "../passwords/nextIssue";
import { decide } from "../passwords/rotation";
import { hasEnded, promisedUntil, withAnnouncedEnds } from "../passwords/validity";
import type { CredentialInputs } from "./credentialInputs";
import { heldFrom, isSwitched, isToBeProven } from "./credentialState";
import { lostPasswords, type Outside, outsideOf } from "./outside";
import type { Changes, Properties } from "./protocol/resource";

/** What is to be done about a token. */
export interface CredentialPlan {
  /** Status and scope map to be set by PATCH; absent when both are as wanted. */
  change?: { enabled?: boolean; scopeMapId?: string };
  decision: Decision;
  /** Set when the current password must log in, because it was made while the token was disabled. */
  isProofDue?: true;
  /** The outputs that will differ, for the engine's detailed diff. */
  changes: Changes;
  /** Why something changes and which password works until when; shown with the change. */
  reasons: Reasons;
  /** What is due but not done; shown even when nothing changes. */
  remarks: readonly string[];
}

/** What is said of a change, in the order in which it is done: a run says each part when that was done. */
export interface Reasons {
  /** Of status and scope map. */
  settings: readonly string[];
  /** Whom a new password locks out; said before it is made. */
  lockedOut: readonly string[];
  /** Of a new password. */
  issue: readonly string[];
  /** Of the passwords that go on working. */
  promises: readonly string[];
}

/** Everything that is said of a change. */
export function allReasons({ settings, issue, lockedOut, promises }: Reasons): string[] {
  return [...settings, ...issue, ...lockedOut, ...promises];
}

/** Compares what is with what is wanted. */
export function credentialPlan(
  outputs: Properties,
  inputs: CredentialInputs,
  run: Run,
): CredentialPlan {
  const held = heldFrom(outputs);
  const decision = decide(held, inputs, run);
  const change = {
    ...(outputs.enabled === inputs.enabled ? {} : { enabled: inputs.enabled }),
    ...(isSameId(String(outputs.scopeMapId ?? ""), inputs.scopeMapId)
      ? {}
      : { scopeMapId: inputs.scopeMapId }),
  };
  const hasChange = Object.keys(change).length > 0;
  // The token is as it should be, by a killed run or by somebody outside; the secret has yet to follow.
  const hasToCount = change.enabled === undefined && isSwitched(outputs, inputs);
  const isProofDue = decision.kind !== "issue" && isToBeProven(outputs, inputs, run);
  return {
    ...(hasChange ? { change } : {}),
    decision,
    ...(isProofDue ? { isProofDue } : {}),
    changes: {
      ...(isProofDue ? { unproven: OUTPUT_CHANGE } : {}),
      ...(hasToCount ? { switches: OUTPUT_CHANGE } : {}),
      ...Object.fromEntries(Object.keys(change).map((key) => [key, OUTPUT_CHANGE])),
      ...(decision.kind === "issue" || decision.kind === "refuse" ? ISSUE_CHANGES : {}),
    },
    reasons: {
      settings: [
        ...settingReasons(change, outsideOf(outputs)),
        ...(hasToCount && decision.kind !== "issue"
          ? [`the token is ${inputs.enabled ? "enabled" : "disabled"} already`]
          : []),
      ],
      issue: issueReasons(decision),
      lockedOut: [
        ...(decision.kind === "issue" && decision.lockedOut !== undefined
          ? [`locked out: ${decision.lockedOut}`]
          : []),
        ...(change.enabled === false ? disabledReasons(held, run) : []),
      ],
      promises: [
        ...(inputs.enabled || held.currentSlot !== undefined
          ? promiseReasons(held, decision, inputs, {
              ...run,
              isEnabledAgain: change.enabled === true,
            })
          : []),
        ...(change.enabled === false ? [] : unchangedReasons(held, decision, inputs, run)),
      ],
    },
    remarks: [...remarks(decision), ...lossRemarks(held)],
  };
}

const OUTPUT_CHANGE = { kind: "update", isInput: false } as const;

const ISSUE_CHANGES: Changes = {
  password: OUTPUT_CHANGE,
  currentSlot: OUTPUT_CHANGE,
  expiresAt: OUTPUT_CHANGE,
};

function settingReasons(
  change: { enabled?: boolean; scopeMapId?: string },
  outside: Outside,
): string[] {
  const reasons: string[] = [];
  const subject = (what: string | undefined) => (what === undefined ? "the token" : `${what}; it`);
  if (change.enabled === true) reasons.push(`${subject(outside.enabled)} is enabled again`);
  if (change.enabled === false) {
    reasons.push(`${subject(outside.enabled)} is disabled; its passwords are kept`);
  }
  if (change.scopeMapId !== undefined) {
    const scopeMap = change.scopeMapId.split("/").at(-1);
    reasons.push(`${subject(outside.scopeMapId)} is bound to scope map ${scopeMap}`);
  }
  return reasons;
}

/** Who is locked out where a token is disabled in being taken over: no record says who uses it. */
function disabledReasons({ slots, currentSlot }: Held, { today }: Run): string[] {
  if (currentSlot !== undefined) return [];
  return slots
    .filter((slot) => !hasEnded(slot, today))
    .map((slot) => `locked out: whoever uses ${describeSlot(slot)}, while the token is disabled`);
}

function issueReasons(decision: Decision): string[] {
  if (decision.kind !== "issue") return [];
  const until = decision.expiresOn === undefined ? "without an end" : `until ${decision.expiresOn}`;
  const longer = decision.longer === undefined ? "" : `, ${decision.longer}`;
  return [`${decision.why}: a new password in ${decision.slot}, which works ${until}${longer}`];
}

/** Until when the older password works: said when there is a newer one, and when its end is announced. */
function promiseReasons(
  { slots, currentSlot }: Held,
  decision: Decision,
  inputs: CredentialInputs,
  { today, isEnabledAgain }: Run & { isEnabledAgain: boolean },
): string[] {
  const newest =
    decision.kind === "issue"
      ? { name: decision.slot, createdAt: startOf(today), expiresOn: decision.expiresOn }
      : slots.find((slot) => slot.name === currentSlot);
  return withAnnouncedEnds(slots, newest, inputs, today)
    .filter((slot) => slot.name !== newest?.name && !hasEnded(slot, today))
    .filter((slot) => decision.kind === "issue" || !slots.includes(slot))
    .map((slot) => {
      if (isRevoked(slot, inputs)) {
        return `locked out: whoever still uses ${describeSlot(slot)}, which is revoked once the new one stands in the vault`;
      }
      const end = promisedUntil(slot);
      const works = isEnabledAgain ? "works again" : "goes on working";
      return `${slot.name} ${works}${end === undefined ? "" : ` until ${end}`}`;
    });
}

/** Said where settings change and no password does: which one works until when, and when the next one comes. */
function unchangedReasons(
  held: Held,
  decision: Decision,
  inputs: CredentialInputs,
  { today }: Run,
): string[] {
  const { slots, currentSlot } = held;
  const current = slots.find((slot) => slot.name === currentSlot);
  if (decision.kind === "issue" || decision.kind === "refuse" || current === undefined) return [];
  if (!inputs.enabled) return ["no new password while the token is disabled"];
  if (hasEnded(current, today)) return ["no new password"];
  const end = promisedUntil(current);
  const works = `no new password: ${current.name} works ${end === undefined ? "without an end" : `until ${end}`}`;
  const next = decision.kind === "keep" ? nextIssue(held, inputs, today) : undefined;
  return [next === undefined ? works : `${works}, the next one comes on ${next}`];
}

function remarks(decision: Decision): string[] {
  if (decision.kind === "wait") return [`${decision.why}; waiting until ${decision.until}`];
  if (decision.kind === "mention") return [decision.why];
  return [];
}

/** What was done outside to the password before the current one: nothing here can bring it back. */
function lossRemarks({ outside = {}, currentSlot }: Held): string[] {
  return Object.entries(lostPasswords(outside))
    .filter(([slot]) => slot !== currentSlot)
    .map(([, what]) => `${what}: whoever still used it cannot pull until they fetch the new one`);
}
