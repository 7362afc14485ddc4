// What can be decided about a token's passwords, and from what: the words in which rotation.ts speaks.

import type { SlotName } from "../azure/registryToken";
import { dayOf } from "./days";
import { expiryDay, type HeldSlot, hasEnded, promisedUntil, type Wanted } from "./validity";

/** What the state holds of a token's passwords. */
export interface Held {
  /** The slot whose password stands in the vault; absent before the first password. */
  currentSlot?: SlotName | undefined;
  /** Is the current password's value where the customer fetches it? */
  hasValue: boolean;
  /** At most one entry per slot. A slot that was changed or removed outside has none. */
  slots: readonly HeldSlot[];
  /** What others did to a slot: `password1 was regenerated outside on 2026-11-20`. */
  outside?: Readonly<Partial<Record<SlotName, string>>>;
}

/** What is to be done about a token's passwords, and why; the words are shown to people. */
export type Decision =
  | { kind: "keep" }
  /**
   * A new password is issued into `slot`. `longer` says why it works longer than its lifetime, `lockedOut` names the
   * password that stops before its announced end.
   */
  | {
      kind: "issue";
      slot: SlotName;
      why: string;
      expiresOn?: string;
      longer?: string;
      lockedOut?: string;
    }
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
 * Decides for a new password in a slot, which works as long as the settings allow, and longer than what is promised
 * in the other slot; names whoever is locked out by it.
 */
export function issue(
  held: Held,
  slot: SlotName,
  why: string,
  wanted: Wanted,
  run: Run,
): Decision & { kind: "issue" } {
  const beside = held.slots.find(({ name }) => name !== slot);
  const besideUntil =
    beside === undefined || isRevoked(beside, wanted) ? undefined : promisedUntil(beside);
  const expiresOn = expiryDay(wanted, run.today, besideUntil);
  const isLonger = expiresOn !== expiryDay(wanted, run.today);
  const before = held.slots.find(({ name }) => name === slot);
  return {
    kind: "issue",
    slot,
    why,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(isLonger
      ? {
          longer: `longer than lifetimeDays, because ${beside?.name} is promised until ${besideUntil}`,
        }
      : {}),
    ...(before === undefined || hasEnded(before, run.today)
      ? {}
      : { lockedOut: `whoever still uses ${describeSlot(before)}` }),
  };
}

/** The slot that is not `slot`. */
export function otherSlot(slot: SlotName): SlotName {
  return slot === "password1" ? "password2" : "password1";
}

/** A password in words for people: `password1 of 2026-11-21`. */
export function describeSlot({ name, createdAt }: Pick<HeldSlot, "name" | "createdAt">): string {
  return `${name} of ${dayOf(createdAt)}`;
}

/** How long a password is promised, in words for people: `until 2026-11-21`, `without an end`. */
export function howLong(until: string | undefined): string {
  return until === undefined ? "without an end" : `until ${until}`;
}

/** What a person writes to end a password that is still promised, in words for people. */
export function revocation(slot: HeldSlot, { generation }: Wanted): string {
  const revokeBefore = Math.max(slot.generation + 1, 2);
  const needed = revokeBefore > generation ? `\`generation: ${revokeBefore}\` and ` : "";
  return `${needed}\`revokeBefore: ${revokeBefore}\``;
}

/** Was this password's generation revoked? 1 is what holds when nothing was: it revokes no adopted password either. */
export function isRevoked(
  slot: Pick<HeldSlot, "generation">,
  { revokeBefore }: Pick<Wanted, "revokeBefore">,
): boolean {
  return revokeBefore > 1 && slot.generation < revokeBefore;
}
