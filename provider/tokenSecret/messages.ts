// The messages about a change of a token's password and secret, in the order in which it is made.

import { startOf } from "../../passwords/days";
import {
  type Decision,
  describeSlot,
  type Held,
  isRevoked,
  type Run,
} from "../../passwords/decision";
import { nextIssue } from "../../passwords/nextIssue";
import {
  type HeldSlot,
  hasEnded,
  promisedUntil,
  withAnnouncedEnds,
} from "../../passwords/validity";
import { lostPasswords } from "./drift";
import type { SecretInputs } from "./inputs";
import type { Planned } from "./planned";
import type { Drift, SecretState } from "./secretState";

/** The messages about a change, in the order in which it is made: a run prints each part when that part was done. */
export interface Reasons {
  /** Messages about status and scope map of the token. */
  settings: readonly string[];
  /** Messages about the secret, if no password is issued. */
  secret: readonly string[];
  /** Whom a new password locks out; printed before it is generated. */
  lockedOut: readonly string[];
  /** Messages about a new password. */
  issue: readonly string[];
  /** Messages about passwords that keep working. */
  promises: readonly string[];
  /** Whom a revocation will lock out: a run prints it when it removes the password. */
  revocation: readonly string[];
}

/** All messages about a change before it is made. */
export function allReasons(reasons: Reasons): string[] {
  const { settings, secret, issue, lockedOut, promises, revocation } = reasons;
  return [...settings, ...secret, ...issue, ...lockedOut, ...promises, ...revocation];
}

/** What is planned, and from what. */
interface Subject {
  state: SecretState;
  held: Held;
  inputs: SecretInputs;
  run: Run;
}

/** The messages about a change. */
export function reasonsFor(plan: Planned, { state, held, inputs, run }: Subject): Reasons {
  const { change = {}, decision } = plan;
  const beside = besideNewest(held, plan, inputs, run);
  const isEnded = (slot: HeldSlot) => plan.isRevocationDue && isRevoked(slot, inputs);
  return {
    settings: settingReasons(change, state.drift ?? {}),
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
        ? promiseReasons(
            beside.filter((slot) => !isEnded(slot)),
            plan,
          )
        : []),
      ...(change.enabled === false ? [] : unchangedReasons(held, decision, inputs, run)),
    ],
    revocation: beside
      .filter(isEnded)
      .map(
        (slot) =>
          `locked out: whoever still uses ${describeSlot(slot)}, which is revoked once the new one is in the vault`,
      ),
  };
}

/** Messages about what is due but not done, and about drift that cannot be corrected. */
export function remarksFor(decision: Decision, { drift = {}, currentSlot }: Held): string[] {
  const lost = Object.entries(lostPasswords(drift) ?? {})
    .filter(([slot]) => slot !== currentSlot)
    .map(([, what]) => `${what}: whoever still used it cannot pull until they fetch the new one`);
  if (decision.kind === "wait") {
    return [`${decision.why}; waiting until ${decision.until}`, ...lost];
  }
  return decision.kind === "mention" ? [decision.why, ...lost] : lost;
}

/** Who is locked out by a revocation; printed before it is done. */
export function revokedWords(slot: { name: "password1" | "password2"; createdAt: string }): string {
  return `locked out: whoever still uses ${describeSlot(slot)}, which is removed`;
}

function settingReasons(
  change: { enabled?: boolean; scopeMapId?: string },
  drift: Drift,
): string[] {
  const reasons: string[] = [];
  const subject = (what: string | undefined) => (what === undefined ? "the token" : `${what}; it`);
  if (change.enabled === true) reasons.push(`${subject(drift.enabled)} is enabled again`);
  if (change.enabled === false) {
    reasons.push(`${subject(drift.enabled)} is disabled; its passwords are kept`);
  }
  if (change.scopeMapId !== undefined) {
    const scopeMap = change.scopeMapId.split("/").at(-1);
    reasons.push(`${subject(drift.scopeMapId)} is bound to scope map ${scopeMap}`);
  }
  return reasons;
}

function secretReasons(
  { isRecoveryDue, isStatusDue }: Pick<Planned, "isRecoveryDue" | "isStatusDue">,
  { drift = {}, secretEnabled, secretIs }: SecretState,
  inputs: SecretInputs,
): string[] {
  const subject = drift.secret === undefined ? "the secret" : `${drift.secret}; it`;
  if (isRecoveryDue) {
    return [`${subject} is recovered, or if it was purged, a new password is issued`];
  }
  if (!isStatusDue) return [];
  if (secretEnabled !== inputs.enabled) {
    return [`${subject} is ${inputs.enabled ? "enabled again" : "disabled"}`];
  }
  return secretIs === "altered" ? [`${subject} is corrected`] : [];
}

/** Who is locked out when a token is disabled with its adoption: no record shows who uses it. */
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

/** The older passwords that need a message: there is a newer one, they are ended, or an end is announced. */
function besideNewest(
  { slots, currentSlot }: Held,
  { decision, isRevocationDue }: Planned,
  inputs: SecretInputs,
  { today }: Run,
): HeldSlot[] {
  const newest =
    decision.kind === "issue"
      ? { name: decision.slot, createdAt: startOf(today), expiresOn: decision.expiresOn }
      : slots.find((slot) => slot.name === currentSlot);
  return withAnnouncedEnds(slots, newest, inputs, today)
    .filter((slot) => slot.name !== newest?.name && !hasEnded(slot, today))
    .filter((slot) => decision.kind === "issue" || isRevocationDue || !slots.includes(slot));
}

/** Until when they work. */
function promiseReasons(slots: readonly HeldSlot[], { change }: Planned): string[] {
  const works = change?.enabled === true ? "works again" : "goes on working";
  return slots.map((slot) => {
    const end = promisedUntil(slot);
    return `${slot.name} ${works}${end === undefined ? "" : ` until ${end}`}`;
  });
}

/** For a change of settings without a new password: until when the current one works, and when the next one is issued. */
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
  return [next === undefined ? works : `${works}, the next one is issued on ${next}`];
}
