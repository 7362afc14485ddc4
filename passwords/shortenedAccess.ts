// Decides what to do with passwords that would outlive a shortened access. Pure.

import { addDays } from "../access/days";
import { type Decision, type Held, issue, otherSlot, type Run } from "./decision";
import { freeFrom, type HeldSlot, isFree, nextRotation, outlives, type Wanted } from "./validity";

/**
 * Replaces passwords that would outlive the access, if there is time to announce it. The registry cannot shorten a
 * password, and must end the access itself if no run comes after the last day.
 *
 * First a password that ends with the access is issued in the other slot, and the end of the older one is announced.
 * After that end, its slot gets such a password too.
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
  if (isOldOne && (!isFree(stale, run.today) || nextRotation(current, wanted) !== undefined)) {
    return undefined;
  }
  const why = `${stale.name} would outlive the access, which ends with ${addDays(wanted.notAfter ?? "", -1)}`;
  const from = other === undefined || isFree(other, run.today) ? run.today : freeFrom(other);
  const isTooLate =
    from === undefined || addDays(from, wanted.rotateBeforeDays) >= (wanted.notAfter ?? "");
  if (wanted.rotation === "manual" || (isTooLate && !isOldOne)) {
    return { kind: "mention", why: `${why}; the first run after that day disables the token` };
  }
  if (from !== undefined && from > run.today) return { kind: "wait", until: from, why };
  if (!run.mayRotate) return { kind: "mention", why: `${why}; not replaced in this run` };
  return issue(held, otherSlot(current.name), why, wanted, run);
}

/** Would the registry accept this password after the access has ended? */
function isStillAccepted(slot: HeldSlot, wanted: Wanted, run: Run): boolean {
  return outlives(slot, wanted) && (slot.expiresOn === undefined || slot.expiresOn > run.today);
}
