// Decides whether a token gets a new password and into which slot. Pure: no Azure, no clock.

import { addDays } from "../access/days";
import { parseTokenId } from "../azure/tokenId";
import { dayOf, earlier } from "./days";
import {
  type Decision,
  describeSlot,
  type Held,
  howLong,
  isRevoked,
  issue,
  otherSlot,
  type Run,
  revocation,
} from "./decision";
import { whenAccessIsShortened } from "./shortenedAccess";
import {
  type HeldSlot,
  hasEnded,
  nextRotation,
  outlives,
  promisedUntil,
  type Wanted,
  withAnnouncedEnds,
  withStandingEnds,
} from "./validity";

/**
 * Decides by what the state holds, what the program wants and what day it is.
 *
 * Never chooses a slot whose password is promised to somebody, except where its generation is revoked; then the
 * decision says who is locked out.
 */
export function decide(known: Held, wanted: Wanted, run: Run): Decision {
  // Nobody could log in with a new one, so that nothing would prove it.
  if (!wanted.enabled || isOver(wanted, run)) return { kind: "keep" };
  const held = { ...known, slots: known.slots.map((slot) => withStandingEnds(slot, wanted)) };
  if (held.currentSlot === undefined) return firstPassword(held, wanted, run);
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  if (!held.hasValue && current === undefined) {
    return issue(held, held.currentSlot, `${held.currentSlot} was never stored`, wanted, run);
  }
  if (current === undefined) {
    const why = held.outside?.[held.currentSlot] ?? `${held.currentSlot} is gone`;
    return issue(held, held.currentSlot, why, wanted, run);
  }
  if (!held.hasValue) return lostInVault(held, current, wanted, run);
  if (wanted.generation !== current.generation) {
    const why = `generation ${current.generation} to ${wanted.generation}`;
    return wanted.generation < current.generation
      ? { kind: "refuse", why: `${why}: a generation only goes up; raise it to issue a password` }
      : forced(held, current, why, wanted, run);
  }
  const announced = {
    ...held,
    slots: withAnnouncedEnds(held.slots, current, wanted, run.today),
  };
  const shortened = whenAccessIsShortened(announced, current, wanted, run);
  if (shortened !== undefined) return shortened;
  const dueOn = nextRotation(current, wanted);
  if (dueOn === undefined) return servedByHand(current, wanted, run);
  if (run.today < dueOn) return { kind: "keep" };
  // One that has ended is replaced in any run: nobody can be locked out by that, and nobody can pull without it.
  if (!run.mayRotate && !hasEnded(current, run.today)) {
    return { kind: "mention", why: `${dueSince(dueOn)}; not rotated in this run` };
  }
  return rotate(announced, { current, dueOn }, wanted, run);
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
  if (free !== undefined) return issue(held, free, "first password", wanted, run);
  const ages = taken.map(describeSlot).join(" and ");
  const { registryName, tokenName } = parseTokenId(wanted.tokenId);
  return {
    kind: "refuse",
    why: `both passwords of the token are taken (${ages}) and either may be in use; find out which one nobody uses, remove it with \`az acr token credential delete --registry ${registryName} --name ${tokenName} --password1\` (or \`--password2\`), and run again`,
  };
}

/** The vault does not hand out the current password, but somebody may have fetched it before: it stays promised. */
function lostInVault(held: Held, current: HeldSlot, wanted: Wanted, run: Run): Decision {
  const why = `the vault does not hand out ${describeSlot(current)}`;
  if (hasEnded(current, run.today)) return issue(held, current.name, why, wanted, run);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (other === undefined || hasEnded(other, run.today) || isRevoked(other, wanted)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  const until = earlier(promisedUntil(current), promisedUntil(other));
  return {
    kind: "refuse",
    why: `${why}, and a new one would end one that works: ${current.name} ${howLong(promisedUntil(current))}, ${other.name} ${howLong(promisedUntil(other))}; ${orWait(until)}write ${revoking(other, current, wanted)}`,
  };
}

function forced(held: Held, current: HeldSlot, why: string, wanted: Wanted, run: Run): Decision {
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  if (other === undefined || hasEnded(other, run.today) || isRevoked(other, wanted)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  return {
    kind: "refuse",
    why: `${why}: ${other.name} is still promised ${howLong(promisedUntil(other))}, and ${current.name} is in use; ${orWait(promisedUntil(other))}end the older one too with ${revocation(other, wanted)}`,
  };
}

function orWait(until: string | undefined): string {
  return until === undefined ? "" : `wait until ${until}, or `;
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
  return issue(held, (held.slots.find(isLeftOver) ?? current).name, why, wanted, run);
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

/** Where the current password ends before the promise beside it, it is followed in its own slot, when it has ended. */
function rotate(
  held: Held,
  { current, dueOn }: { current: HeldSlot; dueOn: string },
  wanted: Wanted,
  run: Run,
): Decision {
  const why = dueSince(dueOn);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (hasEnded(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  // Also a revoked password is left alone: while it is still there, the vault may not have the one after it.
  if (other === undefined || hasEnded(other, run.today)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  const promise = promisedUntil(other);
  const end = promisedUntil(current);
  const waiting = `${why}; ${other.name} is promised ${howLong(promisedUntil(other))}`;
  if (promise !== undefined && (end === undefined || promise < end)) {
    return { kind: "wait", until: promise, why: waiting };
  }
  const before = isRevoked(other, wanted)
    ? `as soon as ${other.name}, which is revoked, is removed`
    : `with ${revoking(other, current, wanted)}`;
  return {
    kind: "wait",
    until: end ?? dueOn,
    why: `${waiting}: the next one comes without an overlap on ${end}, when ${current.name} ends, or before, ${before}`,
  };
}

/** How a person ends the password beside the current one, and which ones that ends. */
function revoking(other: HeldSlot, current: HeldSlot, wanted: Wanted): string {
  const isBoth = current.generation <= other.generation;
  return `${revocation(other, wanted)}, which ends ${isBoth ? "both" : other.name}`;
}

function dueSince(dueOn: string): string {
  return `rotation due since ${dueOn}`;
}
