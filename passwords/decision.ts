// Types of a rotation decision.

import type { SlotName } from "../azure/tokens/registryToken";
import { dayOf } from "./days";
import { expiryDay, type HeldSlot, isFree, promisedUntil, type Wanted } from "./validity";

/** The passwords of a token in the state. */
export interface Held {
  /** The slot whose password is in the vault; absent before the first password. */
  currentSlot?: SlotName | undefined;
  /** Is the current password's value in the vault? */
  hasValue: boolean;
  /** At most one entry per slot. A slot that was changed or removed outside Pulumi has none. */
  slots: readonly HeldSlot[];
  /** What others did to a slot: `password1 was regenerated outside Pulumi on 2026-11-20`. */
  drift?: Readonly<Partial<Record<SlotName, string>>>;
}

/** What to do about a token's passwords, and why; the texts are shown to people. */
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
  /** The requested change would lock somebody out. */
  | { kind: "refuse"; why: string };

/** The circumstances of a run. */
export interface Run {
  /** `YYYY-MM-DD`, UTC. */
  today: string;
  /** The ISO 8601 instant. @default - the beginning of the day */
  now?: string;
  /** False when `CUSTOMER_ACCESS_ROTATE=no`: due rotations are only reported. */
  mayRotate: boolean;
}

/**
 * Decides to issue a new password in a slot. It works as long as the settings allow, and longer than the password in
 * the other slot. Names the users who are locked out.
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
    ...(before === undefined || isFree(before, run.today)
      ? {}
      : { lockedOut: `whoever still uses ${describeSlot(before)}` }),
  };
}

/** The slot that is not `slot`. */
export function otherSlot(slot: SlotName): SlotName {
  return slot === "password1" ? "password2" : "password1";
}

/** A password as text: `password1 of 2026-11-21`. */
export function describeSlot({ name, createdAt }: Pick<HeldSlot, "name" | "createdAt">): string {
  return `${name} of ${dayOf(createdAt)}`;
}

/** The announced end of a password as text: `until 2026-11-21`, `without an end`. */
export function howLong(until: string | undefined): string {
  return until === undefined ? "without an end" : `until ${until}`;
}

/** The text that says how a person ends a password before its announced end. */
export function revocation(slot: HeldSlot, { generation }: Wanted): string {
  const revokeBefore = Math.max(slot.generation + 1, 2);
  const needed = revokeBefore > generation ? `\`generation: ${revokeBefore}\` and ` : "";
  return `${needed}\`revokeBefore: ${revokeBefore}\``;
}

/** Was this password's generation revoked? The default 1 revokes nothing, not even an adopted password. */
export function isRevoked(
  slot: Pick<HeldSlot, "generation">,
  { revokeBefore }: Pick<Wanted, "revokeBefore">,
): boolean {
  return revokeBefore > 1 && slot.generation < revokeBefore;
}
