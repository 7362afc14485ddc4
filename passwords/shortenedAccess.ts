// Decides what happens to passwords that would outlive an access whose end was moved forward. Pure.

import { addDays } from "../access/days";
import { type Decision, type Held, issue, otherSlot, type Run } from "./decision";
import {
  type HeldSlot,
  hasEnded,
  nextRotation,
  outlives,
  promisedUntil,
  type Wanted,
} from "./validity";

/**
 * Replaces passwords that would outlive the access, where there is time to tell their holders: the registry cannot
 * shorten a password, and must end the access itself when no run comes after the last day.
 *
 * First a password that ends with the access is issued into the other slot, and the end of the older one is
 * announced; when that end has come, its slot gets such a password too.
 *
 * @returns undefined when no password outlives the access
 */
export function whenAccessIsShortened(
  held: Held,
  current: HeldSlot,
  wanted: Wanted,
  run: Run,
): Decision | undefined {
  const other = held.slots.find((slot) => slot.name !== current.name);
  const stale = outlives(current, wanted) ? current : other;
  if (stale === undefined || !isStillAccepted(stale, wanted, run)) return undefined;
  const isOldOne = stale !== current;
  if (isOldOne && (!hasEnded(stale, run.today) || nextRotation(current, wanted) !== undefined)) {
    return undefined;
  }
  const why = `${stale.name} would outlive the access, which ends with ${addDays(wanted.notAfter ?? "", -1)}`;
  const isFree = other === undefined || hasEnded(other, run.today);
  const from = isFree ? run.today : promisedUntil(other);
  const isTooLate =
    from === undefined || addDays(from, wanted.rotateBeforeDays) >= (wanted.notAfter ?? "");
  if (wanted.rotation === "manual" || (isTooLate && !isOldOne)) {
    return { kind: "mention", why: `${why}; the first run after that day disables the token` };
  }
  if (from !== undefined && from > run.today) return { kind: "wait", until: from, why };
  if (!run.mayRotate) return { kind: "mention", why: `${why}; not replaced in this run` };
  return issue(held, otherSlot(current.name), why, wanted, run);
}

/** Will the registry accept this password after the access has ended, unless somebody does something? */
function isStillAccepted(slot: HeldSlot, wanted: Wanted, run: Run): boolean {
  return outlives(slot, wanted) && (slot.expiresOn === undefined || slot.expiresOn > run.today);
}
