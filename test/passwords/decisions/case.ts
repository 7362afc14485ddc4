// One row of a table of decisions, and short words for what it expects.

import type { Decision, Held } from "../../../passwords/decision";
import type { HeldSlot, Wanted } from "../../../passwords/validity";

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

/** The state of a token whose current password stands in `password1`. */
export function holding(...slots: HeldSlot[]): Held {
  return { currentSlot: "password1", hasValue: true, slots };
}

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
