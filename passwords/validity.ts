// How long a token's passwords work, and their announced ends, in whole UTC days. Pure: no Azure, no clock.

import { createHash } from "node:crypto";
import { addDays } from "../access/days";
import type { SlotName } from "../azure/tokens/registryToken";
import { dayOf, earlier } from "./days";

/** A password that a customer may use. */
export interface HeldSlot {
  name: SlotName;
  /** ISO 8601 instant; changes exactly when the password does. */
  createdAt: string;
  /** The day (UTC) at whose beginning the registry stops accepting it; absent when it never expires. */
  expiresOn?: string | undefined;
  /** The day at whose beginning it may be replaced, announced for a password without its own expiry. */
  endsOn?: string;
  /** An end that was announced only because the access ends; it is void if the access ends later, or not at all. */
  endsWithAccess?: { on: string; notAfter: string };
  /** The `generation` it was issued for; 0 for a password from before the adoption. */
  generation: number;
}

/** What the program asks for. */
export interface Wanted {
  tokenId: string;
  enabled: boolean;
  lifetimeDays: number;
  rotateBeforeDays: number;
  rotation: "automatic" | "manual";
  generation: number;
  revokeBefore: number;
  /** The day (UTC) at whose beginning all access ends; no password outlives it. */
  notAfter?: string | undefined;
}

/**
 * The day at whose beginning a password issued today stops working; undefined for one that never expires.
 *
 * If the other password works until `besideUntil`, the new one works `rotateBeforeDays` longer: then the other slot is
 * free before the new one ends.
 */
export function expiryDay(wanted: Wanted, today: string, besideUntil?: string): string | undefined {
  const end = earlier(ownEnd(wanted, today, besideUntil), wanted.notAfter);
  return end !== undefined && end <= today ? addDays(today, 1) : end;
}

function ownEnd(wanted: Wanted, today: string, besideUntil: string | undefined) {
  if (wanted.rotation === "manual") return undefined;
  const byLifetime = addDays(today, wanted.lifetimeDays);
  if (besideUntil === undefined) return byLifetime;
  const byPromise = addDays(besideUntil, wanted.rotateBeforeDays);
  return byPromise > byLifetime ? byPromise : byLifetime;
}

/**
 * The day from which a password that ends on `expiresOn` is replaced.
 *
 * The token's id moves the day by up to a week, so that not all customers change on one day.
 */
export function rotationDay(expiresOn: string, wanted: Wanted): string {
  const spread = Math.min(7, Math.floor(wanted.lifetimeDays / 2) - wanted.rotateBeforeDays);
  const share = spread > 0 ? hash(wanted.tokenId) % (spread + 1) : 0;
  return addDays(expiresOn, -wanted.rotateBeforeDays - share);
}

/** The day from which the current password should be replaced; undefined when that would change nothing. */
export function nextRotation(
  current: Pick<HeldSlot, "createdAt" | "expiresOn">,
  wanted: Wanted,
): string | undefined {
  if (current.expiresOn !== undefined) {
    // A password that already works until all access ends would only be replaced by one that ends on the same day.
    const isLast = wanted.notAfter !== undefined && current.expiresOn >= wanted.notAfter;
    return isLast ? undefined : rotationDay(current.expiresOn, wanted);
  }
  if (wanted.rotation === "manual") return undefined;
  return rotationDay(addDays(dayOf(current.createdAt), wanted.lifetimeDays), wanted);
}

/** The announced end of a password without its own: the day of the next rotation, but never without notice. */
export function announcedEnd(dueOn: string, wanted: Wanted, today: string): string {
  const notice = addDays(today, wanted.rotateBeforeDays);
  return dueOn < notice ? notice : dueOn;
}

/**
 * The passwords with their ends. An end is announced for other passwords than the current one that have none, or one
 * after the end of the access. Ends that were announced for an earlier end of the access are removed.
 */
export function withAnnouncedEnds(
  slots: readonly HeldSlot[],
  current: Pick<HeldSlot, "name" | "createdAt" | "expiresOn"> | undefined,
  wanted: Wanted,
  today: string,
): HeldSlot[] {
  return slots.map((known) => {
    const slot = withStandingEnds(known, wanted);
    if (current === undefined || slot.name === current.name) return slot;
    const announced = endBeside(current, slot, wanted, today);
    return announced === undefined ? slot : { ...slot, ...announced };
  });
}

/**
 * The password with its announced end for the present end of the access: an announcement for an earlier end is void.
 */
export function withStandingEnds(slot: HeldSlot, { notAfter }: Wanted): HeldSlot {
  const { endsWithAccess, ...rest } = slot;
  if (endsWithAccess === undefined) return slot;
  return notAfter !== undefined && notAfter <= endsWithAccess.notAfter ? slot : rest;
}

function endBeside(
  current: Pick<HeldSlot, "createdAt" | "expiresOn">,
  slot: HeldSlot,
  wanted: Wanted,
  today: string,
): Pick<HeldSlot, "endsOn" | "endsWithAccess"> | undefined {
  // A password that a person issued is ended only by a person, or with the access.
  const isByHand = wanted.rotation === "manual";
  const promised = promisedUntil(slot);
  const dueOn = isByHand ? undefined : nextRotation(current, wanted);
  if (promised === undefined && dueOn !== undefined) {
    return { endsOn: announcedEnd(dueOn, wanted, today) };
  }
  const { notAfter } = wanted;
  if (notAfter === undefined || notAfter <= today || outlives(current, wanted)) return undefined;
  if (promised !== undefined && promised <= notAfter) return undefined;
  const notice = addDays(today, wanted.rotateBeforeDays);
  return { endsWithAccess: { on: isByHand || notice > notAfter ? notAfter : notice, notAfter } };
}

/** Would the registry accept this password after the access has ended? */
export function outlives(slot: Pick<HeldSlot, "expiresOn">, { notAfter }: Wanted): boolean {
  return notAfter !== undefined && (slot.expiresOn === undefined || slot.expiresOn > notAfter);
}

/** The day at whose beginning a password may stop working; undefined when no end was announced. */
export function promisedUntil(slot: HeldSlot): string | undefined {
  return earlier(earlier(slot.expiresOn, slot.endsOn), slot.endsWithAccess?.on);
}

/** Is its promise over, so that it may stop working? */
export function hasEnded(slot: HeldSlot, today: string): boolean {
  const end = promisedUntil(slot);
  return end !== undefined && end <= today;
}

/**
 * The day from which its slot may be used again.
 *
 * A password that ends in the middle of a day is promised until that day begins. It still works then, so its slot is
 * kept until the day is over.
 */
export function freeFrom(slot: HeldSlot): string | undefined {
  const { endsOn, expiresOn } = slot;
  const isAtMidday = endsOn !== undefined && expiresOn === addDays(endsOn, 1);
  if (!isAtMidday) return promisedUntil(slot);
  return earlier(expiresOn, slot.endsWithAccess?.on);
}

/** May its slot be used again? */
export function isFree(slot: HeldSlot, today: string): boolean {
  const day = freeFrom(slot);
  return day !== undefined && day <= today;
}

function hash(id: string): number {
  return createHash("sha256").update(id.toLowerCase()).digest().readUInt32BE(0);
}
