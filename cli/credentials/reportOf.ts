// What is told of each customer's passwords on a given day. Pure: no Azure, no clock, no value of a password.
import type { CustomerReport, PasswordReport } from "./customerReport";
import { daysBetween } from "./days";
import type { DeployedCustomer, DeployedSlot } from "./deployedCustomers";
import { type HeldSlots, nextRotation, promisedUntil } from "./nextRotation";
import { problemsOf } from "./problems";

/** Tells of one customer. `today` is `YYYY-MM-DD` (UTC). */
export function reportOf(customer: DeployedCustomer, today: string): CustomerReport {
  const { credentials } = customer;
  const isEnabled = credentials?.enabled === true;
  const held = heldSlots(customer);
  const current = held.current && passwordReport(held.current, isEnabled, today);
  const previous = held.previous && passwordReport(held.previous, isEnabled, today);
  const isWaiting = current !== undefined && previous?.works === true;
  const lockedOutOn = isWaiting ? previous.worksUntil : null;
  const facts = {
    id: customer.id,
    state: stateOf(customer, today),
    accessUntil: customer.accessUntil ?? null,
    username: credentials?.username ?? null,
    secretName: customer.secretName ?? null,
    rotation: credentials?.rotation ?? "automatic",
    rotatesOn: isEnabled ? (nextRotation(credentials, held, today) ?? null) : null,
    current: current ?? null,
    previous: previous ?? null,
    waitingSince: isWaiting ? current.issuedOn : null,
    lockedOutOn,
    lockedOutInDays: lockedOutOn === null ? null : daysBetween(today, lockedOutOn),
  };
  return { ...facts, problems: problemsOf(customer, facts, today), losses: lossesOf(customer) };
}

/**
 * Does this customer need somebody within so many days?
 *
 * When something is wrong, and when a password ends that its holder must replace: the previous one, or the current
 * one when none will follow. One that is rotated in time needs nobody yet.
 */
export function needsSomebody(report: CustomerReport, today: string, withinDays: number): boolean {
  const { current, rotatesOn, lockedOutInDays, problems, losses } = report;
  if (problems.length > 0 || losses.length > 0) return true;
  if (lockedOutInDays !== null && lockedOutInDays <= withinDays) return true;
  if (current?.works !== true || current.worksUntil === null) return false;
  return rotatesOn === null && daysBetween(today, current.worksUntil) <= withinDays;
}

function stateOf({ state, accessUntil }: DeployedCustomer, today: string): CustomerReport["state"] {
  if (state === "suspended" || state === "offboarded") return state;
  if (state !== "active") return "unfinished";
  return accessUntil !== undefined && accessUntil < today ? "ended" : "active";
}

/** Without those that were revoked, and removed from the token for it. */
function heldSlots({ credentials, revokedBefore }: DeployedCustomer): HeldSlots {
  const { slots = [], currentSlot } = credentials ?? {};
  const there = slots.filter((slot) => !isRevoked(slot, revokedBefore));
  const current = there.find(({ name }) => name === currentSlot);
  const others = there.filter((slot) => slot !== current);
  // Two others are there only where a token was imported with both of its passwords.
  const [previous] = others.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  return { current, previous };
}

/** 1 revokes nothing, not even a password that was there before and counts as generation 0. */
function isRevoked({ generation }: DeployedSlot, revokeBefore: number): boolean {
  return revokeBefore > 1 && generation < revokeBefore;
}

function passwordReport(slot: DeployedSlot, isEnabled: boolean, today: string): PasswordReport {
  const issuedOn = slot.createdAt.slice(0, 10);
  const worksUntil = promisedUntil(slot);
  return {
    slot: slot.name,
    generation: slot.generation,
    issuedOn,
    ageDays: daysBetween(issuedOn, today),
    worksUntil: worksUntil ?? null,
    works: isEnabled && (worksUntil === undefined || worksUntil > today),
  };
}

function lossesOf({ credentials }: DeployedCustomer): string[] {
  const { outside = {}, currentSlot } = credentials ?? {};
  return Object.entries(outside)
    .filter(([what]) => what.startsWith("password") && what !== currentSlot)
    .map(([, loss]) => loss);
}
