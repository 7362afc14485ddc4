// Decides whether a token gets a new password and into which slot. Pure: no Azure, no clock.

import type { SlotName } from "../azure/registryTokens";
import { addDays, dayOf } from "./days";
import {
  announcedEnd,
  expiryDay,
  type HeldSlot,
  hasEnded,
  nextRotation,
  promisedUntil,
  type Wanted,
} from "./validity";

/** What the state holds of a token's passwords. */
export interface Held {
  /** The slot whose password stands in the vault; absent before the first password. */
  currentSlot?: SlotName | undefined;
  /** Is the current password's value in the state? */
  hasValue: boolean;
  /** At most one entry per slot. A slot that was changed or removed outside has none. */
  slots: readonly HeldSlot[];
}

/** What is to be done about a token's passwords, and why; the words are shown to people. */
export type Decision =
  | { kind: "keep" }
  /** A new password is issued into `slot`. `lockedOut` names the password that stops before its announced end. */
  | { kind: "issue"; slot: SlotName; why: string; expiresOn?: string; lockedOut?: string }
  /** A new password is due, but issuing it now would break a promise. */
  | { kind: "wait"; until: string; why: string }
  /** A new password is due, but this run was told not to rotate, or rotation is manual. */
  | { kind: "mention"; why: string }
  /** What was asked for would lock somebody out. */
  | { kind: "refuse"; why: string };

/** The circumstances of a run. */
export interface Run {
  /** `YYYY-MM-DD`, UTC. */
  today: string;
  /** False when `CUSTOMER_ACCESS_ROTATE=no`: what is due is only mentioned. */
  mayRotate: boolean;
}

/**
 * Decides by what the state holds, what the program wants and what day it is.
 *
 * Never chooses a slot whose password is promised to somebody, except where keeping that promise would lock
 * everybody out, or where its generation is revoked; then the decision says who is locked out.
 */
export function decide(held: Held, wanted: Wanted, run: Run): Decision {
  if (held.currentSlot === undefined) return firstPassword(held, wanted, run);
  if (!held.hasValue) {
    return issue(held.currentSlot, `${held.currentSlot} was never stored`, wanted, run);
  }
  if (!wanted.enabled) return { kind: "keep" };
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  if (current === undefined) {
    const why = `${held.currentSlot} was changed or removed outside`;
    return issue(held.currentSlot, why, wanted, run);
  }
  if (wanted.generation !== current.generation) {
    const why = `generation ${current.generation} to ${wanted.generation}`;
    return wanted.generation < current.generation
      ? { kind: "refuse", why: `${why}: a generation only goes up; raise it to issue a password` }
      : forced(held, current, why, wanted, run);
  }
  const dueOn = nextRotation(current, wanted);
  if (dueOn === undefined) return servedByHand(current, wanted, run);
  if (run.today < dueOn) return { kind: "keep" };
  if (!run.mayRotate) {
    return { kind: "mention", why: `${dueSince(dueOn)}; not rotated in this run` };
  }
  return rotate(held, { current, dueOn }, wanted, run);
}

/** The slot that is not `slot`. */
export function otherSlot(slot: SlotName): SlotName {
  return slot === "password1" ? "password2" : "password1";
}

function firstPassword(held: Held, wanted: Wanted, run: Run): Decision {
  const taken = held.slots.filter((slot) => !hasEnded(slot, run.today));
  const free = (["password1", "password2"] as const).find(
    (name) => !taken.some((slot) => slot.name === name),
  );
  if (free !== undefined) return issue(free, "first password", wanted, run);
  const ages = taken.map((slot) => `${slot.name} of ${dayOf(slot.createdAt)}`).join(" and ");
  return {
    kind: "refuse",
    why: `both passwords of the token are taken (${ages}) and either may be in use; find out which one nobody uses, remove it with \`az acr token credential delete --password1|--password2\`, and run again`,
  };
}

function forced(held: Held, current: HeldSlot, why: string, wanted: Wanted, run: Run): Decision {
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issue(current.name, why, wanted, run);
  if (other === undefined || hasEnded(other, run.today)) {
    return issue(otherSlot(current.name), why, wanted, run);
  }
  if (isRevoked(other, wanted)) {
    return { ...issue(other.name, why, wanted, run), lockedOut: holderOf(other) };
  }
  const until = promisedUntil(other);
  const wait = until === undefined ? "" : `wait until ${until}, or `;
  return {
    kind: "refuse",
    why: `${why}: ${other.name} is still promised ${until === undefined ? "without an end" : `until ${until}`}, and ${current.name} is in use; ${wait}end the older one too with \`revokeBefore: ${Math.max(other.generation + 1, 2)}\``,
  };
}

/** Was this password's generation revoked? 1 is what holds when nothing was: it revokes no adopted password either. */
function isRevoked(slot: HeldSlot, wanted: Wanted): boolean {
  return wanted.revokeBefore > 1 && slot.generation < wanted.revokeBefore;
}

function holderOf(slot: HeldSlot): string {
  return `whoever still uses ${slot.name} of ${dayOf(slot.createdAt)}`;
}

/** Manual rotation reports a password that has grown older than its lifetime, and leaves it to people. */
function servedByHand(current: HeldSlot, wanted: Wanted, run: Run): Decision {
  const madeOn = dayOf(current.createdAt);
  if (current.expiresOn !== undefined || run.today < addDays(madeOn, wanted.lifetimeDays)) {
    return { kind: "keep" };
  }
  return {
    kind: "mention",
    why: `${current.name} of ${madeOn} is older than ${wanted.lifetimeDays} days and rotation is manual; raise \`generation\` for a new one`,
  };
}

/** The last days of a password, in which a rotation that waited for a promise waits no longer. */
const LAST_SAFE_DAYS = 2;

function rotate(
  held: Held,
  { current, dueOn }: { current: HeldSlot; dueOn: string },
  wanted: Wanted,
  run: Run,
): Decision {
  const why = dueSince(dueOn);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issue(current.name, why, wanted, run);
  if (other === undefined || hasEnded(other, run.today)) {
    return issue(otherSlot(current.name), why, wanted, run);
  }
  const promise = promisedUntil(other) ?? announcedEnd(dueOn, wanted, run.today);
  const end = promisedUntil(current);
  const waiting = `${why}; ${other.name} is promised until ${promise}`;
  if (end === undefined || promise < end) return { kind: "wait", until: promise, why: waiting };
  const lastSafeDay = addDays(end, -LAST_SAFE_DAYS);
  if (run.today < lastSafeDay) return { kind: "wait", until: lastSafeDay, why: waiting };
  return { ...issue(other.name, why, wanted, run), lockedOut: holderOf(other) };
}

function dueSince(dueOn: string): string {
  return `rotation due since ${dueOn}`;
}

function issue(
  slot: SlotName,
  why: string,
  wanted: Wanted,
  run: Run,
): Decision & { kind: "issue" } {
  const expiresOn = expiryDay(wanted, run.today);
  return { kind: "issue", slot, why, ...(expiresOn === undefined ? {} : { expiresOn }) };
}
