// Decides whether a token gets a new password, into which slot, and until when the passwords work. Pure: no Azure, no clock.

import { createHash } from "node:crypto";
import type { SlotName } from "../azure/registryTokens";
import { addDays, dayOf, earlier } from "./days";

/** A password that the state answers for: one that may be in a customer's hands. */
export interface HeldSlot {
  name: SlotName;
  /** ISO 8601 instant; changes exactly when the password does. */
  createdAt: string;
  /** The day (UTC) at whose beginning the registry stops accepting it; absent when it never expires. */
  expiresOn?: string;
  /** The day at whose beginning it may be replaced, announced for a password that has no expiry of its own. */
  endsOn?: string;
  /** The `generation` it was issued for; 0 for a password that was there before this project. */
  generation: number;
}

/** What the state holds of a token's passwords. */
export interface Held {
  /** The slot whose password stands in the vault; absent before the first password. */
  currentSlot?: SlotName | undefined;
  /** Is the current password's value in the state? */
  hasValue: boolean;
  /** At most one entry per slot. A slot that was changed or removed outside has none. */
  slots: readonly HeldSlot[];
}

/** What the program asks for. */
export interface Wanted {
  tokenId: string;
  enabled: boolean;
  lifetimeDays: number;
  rotateBeforeDays: number;
  rotation: "automatic" | "manual";
  generation: number;
  revokeBefore: number;
  /** The day (UTC) at whose beginning all access ends; no password outlives it. */
  notAfter?: string | undefined;
}

/** What is to be done about a token's passwords, and why; the words are shown to people. */
export type Decision =
  | { kind: "keep" }
  /** A new password is issued into `slot`. `lockedOut` names the password that stops before its announced end. */
  | { kind: "issue"; slot: SlotName; why: string; expiresOn?: string; lockedOut?: string }
  /** A new password is due, but issuing it now would break a promise. */
  | { kind: "wait"; until: string; why: string }
  /** A new password is due, but this run was told not to rotate. */
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
 * everybody out; then the decision says who is locked out.
 */
export function decide(held: Held, wanted: Wanted, run: Run): Decision {
  if (held.currentSlot === undefined) return firstPassword(held, wanted, run);
  if (!wanted.enabled) return { kind: "keep" };
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  if (current === undefined || !held.hasValue) {
    const why = `${held.currentSlot} was changed or removed outside, or never stored`;
    return issue(held.currentSlot, why, wanted, run);
  }
  if (wanted.generation > current.generation) {
    const why = `generation ${current.generation} to ${wanted.generation}`;
    return forced(held, current, why, wanted, run);
  }
  const dueOn = dueDay(current, wanted);
  if (dueOn === undefined || run.today < dueOn) return { kind: "keep" };
  const why = `rotation due since ${dueOn}`;
  return run.mayRotate ? rotate(held, current, why, wanted, run) : { kind: "mention", why };
}

/** The day at whose beginning a password issued today stops working; undefined for one that never expires. */
export function expiryDay(wanted: Wanted, today: string): string | undefined {
  const byLifetime = wanted.rotation === "manual" ? undefined : addDays(today, wanted.lifetimeDays);
  const end = earlier(byLifetime, wanted.notAfter);
  return end !== undefined && end <= today ? addDays(today, 1) : end;
}

/**
 * The day from which a password that ends on `expiresOn` is replaced.
 *
 * The days before the end are spread by the token's id over up to a week, so that not all customers change on one day.
 */
export function rotationDay(expiresOn: string, wanted: Wanted): string {
  const spread = Math.min(7, Math.floor(wanted.lifetimeDays / 2) - wanted.rotateBeforeDays);
  const share = spread > 0 ? hash(wanted.tokenId) % (spread + 1) : 0;
  return addDays(expiresOn, -wanted.rotateBeforeDays - share);
}

/** The slot that is not `slot`. */
export function otherSlot(slot: SlotName): SlotName {
  return slot === "password1" ? "password2" : "password1";
}

/** The day at whose beginning nobody counts on a password any more; undefined when no end was announced. */
export function promisedUntil(slot: HeldSlot): string | undefined {
  return earlier(slot.expiresOn, slot.endsOn);
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
  if (other === undefined || hasEnded(other, run.today) || other.generation < wanted.revokeBefore) {
    return issue(otherSlot(current.name), why, wanted, run);
  }
  const until = promisedUntil(other);
  return {
    kind: "refuse",
    why: `${why}: ${other.name} is still promised ${until === undefined ? "without an end" : `until ${until}`}, and ${current.name} is in use; wait until then, or end the older one too with \`revokeBefore: ${other.generation + 1}\``,
  };
}

/** The last days of a password, in which a rotation that waited for a promise waits no longer. */
const LAST_SAFE_DAYS = 2;

function rotate(held: Held, current: HeldSlot, why: string, wanted: Wanted, run: Run): Decision {
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issue(current.name, why, wanted, run);
  if (other === undefined || hasEnded(other, run.today)) {
    return issue(otherSlot(current.name), why, wanted, run);
  }
  const promise = promisedUntil(other);
  const end = promisedUntil(current);
  if (promise !== undefined && (end === undefined || promise < end)) {
    return {
      kind: "wait",
      until: promise,
      why: `${why}; ${other.name} is promised until ${promise}`,
    };
  }
  const lastSafeDay = end === undefined ? undefined : addDays(end, -LAST_SAFE_DAYS);
  if (lastSafeDay !== undefined && run.today >= lastSafeDay) {
    const lockedOut = `whoever still uses ${other.name} of ${dayOf(other.createdAt)}`;
    return { ...issue(other.name, why, wanted, run), lockedOut };
  }
  return {
    kind: "wait",
    until: lastSafeDay ?? "its end is announced",
    why: `${why}; ${other.name} is promised ${promise === undefined ? "without an end" : `until ${promise}`}`,
  };
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

/** The day from which the current password is to be replaced; undefined when there is nothing to gain. */
function dueDay(current: HeldSlot, wanted: Wanted): string | undefined {
  if (current.expiresOn !== undefined) {
    // A password that already works until all access ends would only be replaced by one that ends on the same day.
    const isLast = wanted.notAfter !== undefined && current.expiresOn >= wanted.notAfter;
    return isLast ? undefined : rotationDay(current.expiresOn, wanted);
  }
  if (wanted.rotation === "manual") return undefined;
  return rotationDay(addDays(dayOf(current.createdAt), wanted.lifetimeDays), wanted);
}

function hasEnded(slot: HeldSlot, today: string): boolean {
  const end = promisedUntil(slot);
  return end !== undefined && end <= today;
}

function hash(id: string): number {
  return createHash("sha256").update(id.toLowerCase()).digest().readUInt32BE(0);
}
