// One row of a table of decisions, and short words for what it expects.

import type { Decision, Held } from "../../../passwords/decision";
import type { HeldSlot, Wanted } from "../../../passwords/validity";
import { slot } from "../passwords";

/** What `decide` is given and what it must answer. */
export interface Case {
  name: string;
  held: Held;
  /** What differs from the settings of `wanted()`. */
  wanted?: Partial<Wanted>;
  today: string;
  /** @default true */
  mayRotate?: boolean;
  decision: Decision;
}

/** The message about the password of January once it is due. */
export const DUE_SINCE_JANUARY = "rotation due since 2026-01-31";

/** The state of a token whose current password stands in `password1`. */
export function holding(...slots: HeldSlot[]): Held {
  return { currentSlot: "password1", hasValue: true, slots };
}

/** The same where `password2` beside it ends on another day. */
export function beside(expiresOn: string, current: Partial<HeldSlot> = {}): Held {
  return holding(slot("password1", current), slot("password2", { expiresOn }));
}

/** The current password of January alone. */
export const ALONE: Held = holding(slot("password1"));

/** The same one that was issued by hand. */
export const BY_HAND: Held = holding(slot("password1", { expiresOn: undefined }));

export const KEEP: Decision = { kind: "keep" };

export function issues(
  slot: HeldSlot["name"],
  why: string,
  expiresOn?: string,
  more: { lockedOut?: string; longer?: string } = {},
): Decision {
  return {
    kind: "issue",
    slot,
    why,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...more,
  };
}

/** The password of January is due, and its successor is issued. */
export function rotates(expiresOn: string, slot: HeldSlot["name"] = "password2"): Decision {
  return issues(slot, DUE_SINCE_JANUARY, expiresOn);
}

/** Why a password works longer than its lifetime: another one is promised that long. */
export function because(promise: string): { longer: string } {
  return { longer: `longer than lifetimeDays, because ${promise}` };
}

export function refuses(why: string): Decision {
  return { kind: "refuse", why };
}

export function waits(until: string, why: string): Decision {
  return { kind: "wait", until, why };
}

export function mentions(why: string): Decision {
  return { kind: "mention", why };
}
