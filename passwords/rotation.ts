// Decides whether a token gets a new password and into which slot. Pure: no Azure, no clock.

import { addDays } from "../access/days";
import { parseTokenId } from "../azure/tokenId";
import { dayOf } from "./days";
import {
  type Decision,
  describeSlot,
  type Held,
  isRevoked,
  issue,
  issueOver,
  otherSlot,
  type Run,
} from "./decision";
import { whenAccessIsShortened } from "./shortenedAccess";
import {
  announcedEnd,
  type HeldSlot,
  hasEnded,
  nextRotation,
  outlives,
  promisedUntil,
  type Wanted,
} from "./validity";

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
  if (!wanted.enabled || isOver(wanted, run)) return { kind: "keep" };
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  if (current === undefined) {
    const why = held.outside?.[held.currentSlot] ?? `${held.currentSlot} is gone`;
    return issue(held.currentSlot, why, wanted, run);
  }
  if (wanted.generation !== current.generation) {
    const why = `generation ${current.generation} to ${wanted.generation}`;
    return wanted.generation < current.generation
      ? { kind: "refuse", why: `${why}: a generation only goes up; raise it to issue a password` }
      : forced(held, current, why, wanted, run);
  }
  const shortened = whenAccessIsShortened(held, current, wanted, run);
  if (shortened !== undefined) return shortened;
  const dueOn = nextRotation(current, wanted);
  if (dueOn === undefined) return servedByHand(current, wanted, run);
  if (run.today < dueOn) return { kind: "keep" };
  if (!run.mayRotate) {
    return { kind: "mention", why: `${dueSince(dueOn)}; not rotated in this run` };
  }
  return rotate(held, { current, dueOn }, wanted, run);
}

/** Has all access ended? The program judges it by the machine's clock, which may lag behind Azure's by some minutes. */
function isOver({ notAfter }: Wanted, { today }: Run): boolean {
  return notAfter !== undefined && notAfter <= today;
}

function firstPassword(held: Held, wanted: Wanted, run: Run): Decision {
  const taken = held.slots.filter((slot) => !hasEnded(slot, run.today));
  const free = (["password1", "password2"] as const).find(
    (name) => !taken.some((slot) => slot.name === name),
  );
  if (free !== undefined) return issue(free, "first password", wanted, run);
  const ages = taken.map(describeSlot).join(" and ");
  const { registryName, tokenName } = parseTokenId(wanted.tokenId);
  return {
    kind: "refuse",
    why: `both passwords of the token are taken (${ages}) and either may be in use; find out which one nobody uses, remove it with \`az acr token credential delete --registry ${registryName} --name ${tokenName} --password1\` (or \`--password2\`), and run again`,
  };
}

function forced(held: Held, current: HeldSlot, why: string, wanted: Wanted, run: Run): Decision {
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  if (other === undefined) return issue(otherSlot(current.name), why, wanted, run);
  if (hasEnded(other, run.today) || isRevoked(other, wanted)) {
    return issueOver(other, why, wanted, run);
  }
  const until = promisedUntil(other);
  const wait = until === undefined ? "" : `wait until ${until}, or `;
  return {
    kind: "refuse",
    why: `${why}: ${other.name} is still promised ${until === undefined ? "without an end" : `until ${until}`}, and ${current.name} is in use; ${wait}end the older one too with \`revokeBefore: ${Math.max(other.generation + 1, 2)}\``,
  };
}

/**
 * Issues where a password has ended, and of two that have where the registry would accept the old one after the last
 * day of access: there it would have to be replaced by the next run.
 */
function issueInEnded(
  held: Held,
  current: HeldSlot,
  why: string,
  wanted: Wanted,
  run: Run,
): Decision {
  const isLeftOver = (slot: HeldSlot) => hasEnded(slot, run.today) && outlives(slot, wanted);
  return issue((held.slots.find(isLeftOver) ?? current).name, why, wanted, run);
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

/** The last days of a password, in which a rotation that waited for a promise waits no longer: a weekend without runs, and a day. */
const LAST_SAFE_DAYS = 3;

function rotate(
  held: Held,
  { current, dueOn }: { current: HeldSlot; dueOn: string },
  wanted: Wanted,
  run: Run,
): Decision {
  const why = dueSince(dueOn);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  if (other === undefined) return issue(otherSlot(current.name), why, wanted, run);
  // Also a revoked password is left alone: while it is still there, the vault may not have the one after it.
  if (hasEnded(other, run.today)) return issueOver(other, why, wanted, run);
  const promise = promisedUntil(other) ?? announcedEnd(dueOn, wanted, run.today);
  const end = promisedUntil(current);
  const waiting = `${why}; ${other.name} is promised until ${promise}`;
  if (end === undefined || promise < end) return { kind: "wait", until: promise, why: waiting };
  const lastSafeDay = addDays(end, -LAST_SAFE_DAYS);
  if (run.today < lastSafeDay) return { kind: "wait", until: lastSafeDay, why: waiting };
  return issueOver(other, why, wanted, run);
}

function dueSince(dueOn: string): string {
  return `rotation due since ${dueOn}`;
}
