// Decides whether a token gets a new password and into which slot. Pure: no Azure, no clock.

import { addDays } from "../access/days";
import { parseTokenId } from "../azure/tokens/tokenId";
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
  freeFrom,
  type HeldSlot,
  isFree,
  nextRotation,
  outlives,
  promisedUntil,
  type Wanted,
  withAnnouncedEnds,
  withStandingEnds,
} from "./validity";

/**
 * Decides from the state, the program's settings and the day.
 *
 * Never chooses a slot whose password still has to work, except if its generation is revoked; then the decision says
 * who is locked out.
 */
export function decide(known: Held, wanted: Wanted, run: Run): Decision {
  // Nobody could log in with a new one, so it could not be verified.
  if (!wanted.enabled || isOver(wanted, run)) return { kind: "keep" };
  const held = { ...known, slots: known.slots.map((slot) => withStandingEnds(slot, wanted)) };
  if (held.currentSlot === undefined) return firstPassword(held, wanted, run);
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  if (!held.hasValue && current === undefined) {
    return issue(held, held.currentSlot, `${held.currentSlot} was never stored`, wanted, run);
  }
  if (current === undefined) {
    const why = held.drift?.[held.currentSlot] ?? `${held.currentSlot} is gone`;
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
  // An ended password is replaced in any run: this locks nobody out, and the customer cannot pull without a new one.
  if (!run.mayRotate && !isFree(current, run.today)) {
    return { kind: "mention", why: `${dueSince(dueOn)}; not rotated in this run` };
  }
  return rotate(announced, { current, dueOn }, wanted, run);
}

/** Has all access ended? The program uses the machine's clock, which may lag behind Azure's by some minutes. */
function isOver({ notAfter }: Wanted, { today }: Run): boolean {
  return notAfter !== undefined && notAfter <= today;
}

function firstPassword(held: Held, wanted: Wanted, run: Run): Decision {
  const taken = held.slots.filter((slot) => !isFree(slot, run.today));
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

/** The current password is not in the vault, but somebody may have fetched it before: it must work until its end. */
function lostInVault(held: Held, current: HeldSlot, wanted: Wanted, run: Run): Decision {
  const why = `the vault does not hand out ${describeSlot(current)}`;
  if (isFree(current, run.today)) return issue(held, current.name, why, wanted, run);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (other === undefined || isFree(other, run.today) || isRevoked(other, wanted)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  const until = earlier(freeFrom(current), freeFrom(other));
  return {
    kind: "refuse",
    why: `${why}, and a new one would end one that works: ${current.name} ${howLong(promisedUntil(current))}, ${other.name} ${howLong(promisedUntil(other))}; ${orWait(until)}write ${revoking(other, current, wanted)}`,
  };
}

function forced(held: Held, current: HeldSlot, why: string, wanted: Wanted, run: Run): Decision {
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (isFree(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  if (other === undefined || isFree(other, run.today) || isRevoked(other, wanted)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  return {
    kind: "refuse",
    why: `${why}: ${other.name} is still promised ${howLong(promisedUntil(other))}, and ${current.name} is in use; ${orWait(freeFrom(other))}end the older one too with ${revocation(other, wanted)}`,
  };
}

function orWait(until: string | undefined): string {
  return until === undefined ? "" : `wait until ${until}, or `;
}

/**
 * Issues a password in the slot whose password has ended. If both have, it uses the slot whose old password the
 * registry would accept after the last day of access, because the next run would have to replace that one.
 */
function issueInEnded(
  held: Held,
  current: HeldSlot,
  why: string,
  wanted: Wanted,
  run: Run,
): Decision {
  const isLeftOver = (slot: HeldSlot) => isFree(slot, run.today) && outlives(slot, wanted);
  return issue(held, (held.slots.find(isLeftOver) ?? current).name, why, wanted, run);
}

/** Manual rotation only reports a password that is older than its lifetime. */
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

/** If the current password ends before the other one, the next one is issued in its own slot, after its end. */
function rotate(
  held: Held,
  { current, dueOn }: { current: HeldSlot; dueOn: string },
  wanted: Wanted,
  run: Run,
): Decision {
  const why = dueSince(dueOn);
  const other = held.slots.find((slot) => slot.name !== current.name);
  if (isFree(current, run.today)) return issueInEnded(held, current, why, wanted, run);
  // A revoked password is not replaced either: while it still exists, its successor may not be in the vault.
  if (other === undefined || isFree(other, run.today)) {
    return issue(held, otherSlot(current.name), why, wanted, run);
  }
  const promise = freeFrom(other);
  const end = freeFrom(current);
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
    why: `${waiting}: the next one is issued without an overlap on ${end}, when ${current.name} ends, or before, ${before}`,
  };
}

/** How a person ends the other password, and which passwords that ends. */
function revoking(other: HeldSlot, current: HeldSlot, wanted: Wanted): string {
  const isBoth = current.generation <= other.generation;
  return `${revocation(other, wanted)}, which ends ${isBoth ? "both" : other.name}`;
}

function dueSince(dueOn: string): string {
  return `rotation due since ${dueOn}`;
}
