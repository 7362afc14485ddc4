// What a change of a token's password and secret means, in words for people, in the order in which it is done.

import { startOf } from "../../passwords/days";
import {
  type Decision,
  describeSlot,
  type Held,
  isRevoked,
  type Run,
} from "../../passwords/decision";
import { nextIssue } from "../../passwords/nextIssue";
import { hasEnded, promisedUntil, withAnnouncedEnds } from "../../passwords/validity";
import type { SecretInputs } from "./inputs";
import { lostPasswords } from "./outside";
import type { Planned } from "./planned";
import type { Outside, SecretState } from "./secretState";

/** What is said of a change, in the order in which it is done: a run says each part when that was done. */
export interface Reasons {
  /** Of status and scope map of the token. */
  settings: readonly string[];
  /** Of the secret, where no password is issued. */
  secret: readonly string[];
  /** Whom a new password locks out; said before it is made. */
  lockedOut: readonly string[];
  /** Of a new password. */
  issue: readonly string[];
  /** Of the passwords that go on working. */
  promises: readonly string[];
}

/** Everything that is said of a change. */
export function allReasons({ settings, secret, issue, lockedOut, promises }: Reasons): string[] {
  return [...settings, ...secret, ...issue, ...lockedOut, ...promises];
}

/** What is planned, and from what. */
interface Subject {
  state: SecretState;
  held: Held;
  inputs: SecretInputs;
  run: Run;
}

/** The words for a change. */
export function reasonsFor(plan: Planned, { state, held, inputs, run }: Subject): Reasons {
  const { change = {}, decision } = plan;
  return {
    settings: settingReasons(change, state.outside ?? {}),
    secret: secretReasons(plan, state, inputs),
    issue: issueReasons(decision),
    lockedOut: [
      ...(decision.kind === "issue" && decision.lockedOut !== undefined
        ? [`locked out: ${decision.lockedOut}`]
        : []),
      ...(change.enabled === false ? disabledReasons(held, run) : []),
    ],
    promises: [
      ...(inputs.enabled || held.currentSlot !== undefined
        ? promiseReasons(held, plan, inputs, run)
        : []),
      ...(change.enabled === false ? [] : unchangedReasons(held, decision, inputs, run)),
    ],
  };
}

/** What is due and not done, and what was done outside and cannot be put right. */
export function remarksFor(decision: Decision, { outside = {}, currentSlot }: Held): string[] {
  const lost = Object.entries(lostPasswords(outside) ?? {})
    .filter(([slot]) => slot !== currentSlot)
    .map(([, what]) => `${what}: whoever still used it cannot pull until they fetch the new one`);
  if (decision.kind === "wait") {
    return [`${decision.why}; waiting until ${decision.until}`, ...lost];
  }
  return decision.kind === "mention" ? [decision.why, ...lost] : lost;
}

/** Who is locked out by a revocation; said before it is done. */
export function revokedWords(slot: { name: "password1" | "password2"; createdAt: string }): string {
  return `locked out: whoever still uses ${describeSlot(slot)}, which is removed`;
}

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

function secretReasons(
  { isRecoveryDue, isStatusDue }: Pick<Planned, "isRecoveryDue" | "isStatusDue">,
  { outside = {}, secretEnabled, secretIs }: SecretState,
  inputs: SecretInputs,
): string[] {
  const subject = outside.secret === undefined ? "the secret" : `${outside.secret}; it`;
  if (isRecoveryDue) {
    return [`${subject} is recovered, or where it was purged a new password is issued`];
  }
  if (!isStatusDue) return [];
  if (secretEnabled !== inputs.enabled) {
    return [`${subject} is ${inputs.enabled ? "enabled again" : "disabled"}`];
  }
  return secretIs === "altered" ? [`${subject} is put right`] : [];
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
  { change, decision, isRevocationDue }: Planned,
  inputs: SecretInputs,
  { today }: Run,
): string[] {
  const newest =
    decision.kind === "issue"
      ? { name: decision.slot, createdAt: startOf(today), expiresOn: decision.expiresOn }
      : slots.find((slot) => slot.name === currentSlot);
  return withAnnouncedEnds(slots, newest, inputs, today)
    .filter((slot) => slot.name !== newest?.name && !hasEnded(slot, today))
    .filter((slot) => decision.kind === "issue" || isRevocationDue || !slots.includes(slot))
    .map((slot) => {
      if (isRevoked(slot, inputs)) {
        return `locked out: whoever still uses ${describeSlot(slot)}, which is revoked once the new one stands in the vault`;
      }
      const end = promisedUntil(slot);
      const works = change?.enabled === true ? "works again" : "goes on working";
      return `${slot.name} ${works}${end === undefined ? "" : ` until ${end}`}`;
    });
}

/** Said where settings change and no password does: which one works until when, and when the next one comes. */
function unchangedReasons(
  held: Held,
  decision: Decision,
  inputs: SecretInputs,
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
