// Follows each password that was issued to a customer, from its slot's creation to its end.

import { readAccessLine } from "../access/accessLine";
import type { PasswordLife } from "./lives";
import type { CustomerFact, OtherFact, SlotFact } from "./snapshot";
import type { Stand } from "./spans";

/** What stood for a customer after one update. */
export interface DatedStand {
  readonly stand: Stand;
  /** ISO 8601 */
  readonly endedAt: string;
  /** Could its checkpoint be read? */
  readonly isKnown: boolean;
  /** The tokens of the customer that wait for their deletion. @default - there are none */
  readonly old?: readonly OtherFact[];
}

/**
 * All passwords of one customer, in the order of their issue.
 *
 * @param asOf the instant (ISO 8601) up to which announced ends have come
 */
export function passwordsOf(moments: readonly DatedStand[], asOf: string): PasswordLife[] {
  const ended: PasswordLife[] = [];
  let open: Open[] = [];
  let wasGap = false;
  const managed = new Set<string | undefined>();
  for (const { stand, endedAt, isKnown, old = [] } of moments) {
    if (!isKnown) {
      wasGap = true;
      continue;
    }
    const name = stand.fact?.tokenName?.toLowerCase();
    const slots = managed.has(name) ? slotsAfter(stand, open) : (stand.fact?.slots ?? []);
    if (stand.fact !== undefined && stand.fact.isWithoutSecret !== true) managed.add(name);
    const still: Open[] = [];
    for (const each of open) {
      const now = slots.find((slot) => isSame(slot, each.slot));
      if (now !== undefined) still.push({ ...each, slot: now });
      else ended.push(gone(each, { stand, endedAt, slots, wasGap, old }));
    }
    for (const slot of slots) {
      if (still.some((each) => isSame(slot, each.slot))) continue;
      still.push({ slot, seenIn: stand.number, tokenName: stand.fact?.tokenName });
    }
    open = still;
    wasGap = false;
  }
  const last = moments.findLast(({ isKnown }) => isKnown)?.stand.fact;
  const standing = open.map((each) => standingOne(each, last, asOf));
  return [...ended, ...standing].toSorted((one, other) =>
    one.from < other.from ? -1 : Number(one.from > other.from),
  );
}

interface Open {
  readonly slot: SlotFact;
  readonly seenIn: number;
  readonly tokenName: string | undefined;
}

/**
 * The passwords of a token that had a TokenSecret. The token's own resource may name them long after their end.
 *
 * The deletion of a TokenSecret ends those that it issued, and leaves those before an adoption. Whose customer is still
 * declared was not deleted by a run, which ended nothing.
 */
function slotsAfter(
  { fact, line }: Pick<Stand, "fact" | "line">,
  open: readonly Open[],
): readonly SlotFact[] {
  if (fact === undefined) return [];
  if (fact.isWithoutSecret !== true) return fact.slots;
  return open.flatMap(({ slot, tokenName }) =>
    isSameToken(tokenName, fact) && (line !== undefined || slot.generation === 0) ? [slot] : [],
  );
}

/** Azure compares names of tokens without regard to case. */
function isSameToken(tokenName: string | undefined, fact: CustomerFact): boolean {
  return tokenName?.toLowerCase() === fact.tokenName?.toLowerCase();
}

function isSame(one: SlotFact, other: SlotFact): boolean {
  return one.name === other.name && one.createdAt === other.createdAt;
}

function begun({ slot, seenIn }: Open): Omit<PasswordLife, "end" | "how"> {
  const { name, createdAt, expiresOn, announcedEnd = expiresOn, generation } = slot;
  return {
    slot: name,
    from: createdAt,
    seenIn,
    ...(generation === undefined ? {} : { generation }),
    ...(announcedEnd === undefined ? {} : { announcedEnd }),
  };
}

/** The end of one that an update no longer has. */
function gone(
  each: Open,
  after: {
    stand: Stand;
    endedAt: string;
    slots: readonly SlotFact[];
    wasGap: boolean;
    old: readonly OtherFact[];
  },
): PasswordLife {
  const { stand, endedAt, slots, wasGap, old } = after;
  const { slot } = each;
  const life = { ...begun(each), goneIn: stand.number };
  const { fact } = stand;
  const isReplaced = fact?.tokenName !== undefined && !isSameToken(each.tokenName, fact);
  const inItsPlace = isReplaced ? undefined : slots.find(({ name }) => name === slot.name);
  const at = inItsPlace?.createdAt ?? endedAt;
  if (old.some((other) => slotsAfter({ fact: other }, [each]).some((held) => isSame(held, slot)))) {
    return { ...life, end: at, how: "with an old token" };
  }
  // What the registry had stopped accepting before anybody saw that it is gone ended there.
  if (slot.expiresOn !== undefined && slot.expiresOn <= at.slice(0, 10)) {
    return { ...life, end: startOf(slot.expiresOn), how: endedAs(slot, slots) };
  }
  const { revokeBefore } = readAccessLine(stand.line ?? "");
  const isRevoked = slot.generation !== undefined && slot.generation < revokeBefore;
  const { announcedEnd } = slot;
  const isOver = announcedEnd !== undefined && announcedEnd <= at.slice(0, 10);
  // One without an end of its own works until a run replaces it.
  if (inItsPlace !== undefined && isOver && !isRevoked) return { ...life, end: at, how: "rotated" };
  if (wasGap) return { ...life, end: at, how: "unknown" };
  if (isReplaced) return { ...life, end: at, how: "replaced" };
  if (fact?.tokenName === undefined || fact.isWithoutSecret === true) {
    return { ...life, end: at, how: "offboarded" };
  }
  return { ...life, end: at, how: isRevoked ? "revoked" : "removed by others" };
}

/** One that the last update still has. */
function standingOne(each: Open, fact: CustomerFact | undefined, asOf: string): PasswordLife {
  const { slot } = each;
  const isCurrent = fact?.currentSlot === slot.name;
  const life = {
    ...begun(each),
    ...(isCurrent && fact?.rotateOn !== undefined ? { rotateOn: fact.rotateOn } : {}),
  };
  if (slot.expiresOn !== undefined && startOf(slot.expiresOn) <= asOf) {
    return { ...life, end: startOf(slot.expiresOn), how: endedAs(slot, fact?.slots ?? []) };
  }
  return { ...life, how: isCurrent ? "in use" : "still works" };
}

/** One that ended as announced was rotated if its successor was there before, and ran out otherwise. */
function endedAs({ createdAt, expiresOn = "" }: SlotFact, slots: readonly SlotFact[]) {
  const isSuccessor = (slot: SlotFact) => slot.createdAt > createdAt && slot.createdAt < expiresOn;
  return slots.some(isSuccessor) ? "rotated" : "expired";
}

function startOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}
