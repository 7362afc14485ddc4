// Converts a password from before the adoption: somebody may use it, and it keeps its own end.

import { addDays } from "../access/days";
import type { TokenPassword } from "../azure/tokens/registryToken";
import { dayOf, startOf } from "./days";
import type { HeldSlot } from "./validity";

/**
 * A password from before the adoption: somebody may use it, and only its own end was announced.
 *
 * An end in the middle of a day is announced for the beginning of that day, so the password works until its announced
 * end.
 *
 * @param now ISO 8601 instant, or a day for its beginning: what has ended by then has ended on that day
 */
export function adoptedSlot(password: TokenPassword, now: string): HeldSlot {
  const held = { ...asHeld(password), generation: 0 };
  if (password.expiresAt === undefined) return held;
  const day = dayOf(password.expiresAt);
  if (day === held.expiresOn) return held;
  return Date.parse(password.expiresAt) <= Date.parse(now)
    ? { ...held, expiresOn: day }
    : { ...held, endsOn: day };
}

/** A listed password in the form of the state, without its generation. */
export function asHeld(password: TokenPassword): Omit<HeldSlot, "generation"> {
  return {
    name: password.name,
    createdAt: password.createdAt,
    ...(password.expiresAt === undefined ? {} : { expiresOn: endDay(password.expiresAt) }),
  };
}

/**
 * The first day that begins after a password has ended: one from before the adoption may end in the middle of a day.
 */
function endDay(expiresAt: string): string {
  const day = dayOf(expiresAt);
  return Date.parse(expiresAt) > Date.parse(startOf(day)) ? addDays(day, 1) : day;
}
