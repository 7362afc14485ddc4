// The report about each customer's passwords on a given day. Pure: no Azure, no clock, no value of a password.
import { dayOf } from "../../passwords/days";
import { isRevoked } from "../../passwords/decision";
import { issueDueOn } from "../../passwords/nextIssue";
import { type HeldSlot, hasEnded, promisedUntil } from "../../passwords/validity";
import type { CustomerReport, PasswordReport } from "./customerReport";
import { daysBetween } from "./days";
import type { DeployedCredentials, DeployedCustomer } from "./deployedCustomers";
import { problemsOf } from "./problems";

/** Reports on one customer. `today` is `YYYY-MM-DD` (UTC). */
export function reportOf(customer: DeployedCustomer, today: string): CustomerReport {
  const { credentials } = customer;
  const isEnabled = credentials?.enabled === true;
  const slots = slotsThere(customer);
  const held = currentAndPrevious(slots, credentials?.currentSlot);
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
    rotatesOn: isEnabled ? (rotatesOn(credentials, slots, today) ?? null) : null,
    current: current ?? null,
    previous: previous ?? null,
    waitingSince: isWaiting ? current.issuedOn : null,
    lockedOutOn,
    lockedOutInDays: lockedOutOn === null ? null : daysBetween(today, lockedOutOn),
  };
  return { ...facts, problems: problemsOf(customer, facts, today), losses: lossesOf(customer) };
}

/**
 * Does this customer need attention within so many days?
 *
 * True if there is a problem, or if a password ends that the customer must replace: the previous one, or the current
 * one when no other follows. A password that is rotated in time needs no attention yet.
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

/** Without revoked passwords, which were removed from the token. */
function slotsThere({ credentials, revokedBefore }: DeployedCustomer): HeldSlot[] {
  const { slots = [] } = credentials ?? {};
  return slots.filter((slot) => !isRevoked(slot, { revokeBefore: revokedBefore }));
}

function currentAndPrevious(slots: readonly HeldSlot[], currentSlot: string | undefined) {
  const current = slots.find(({ name }) => name === currentSlot);
  const others = slots.filter((slot) => slot !== current);
  // There are two others only if a token was imported with both of its passwords.
  const [previous] = others.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  return { current, previous };
}

function rotatesOn(
  credentials: DeployedCredentials,
  slots: readonly HeldSlot[],
  today: string,
): string | undefined {
  const { currentSlot, hasPassword: hasValue } = credentials;
  return issueDueOn({ currentSlot, hasValue, slots }, credentials, today);
}

function passwordReport(slot: HeldSlot, isEnabled: boolean, today: string): PasswordReport {
  const issuedOn = dayOf(slot.createdAt);
  const worksUntil = promisedUntil(slot);
  return {
    slot: slot.name,
    generation: slot.generation,
    issuedOn,
    ageDays: daysBetween(issuedOn, today),
    worksUntil: worksUntil ?? null,
    works: isEnabled && !hasEnded(slot, today),
  };
}

function lossesOf({ credentials }: DeployedCustomer): string[] {
  const { drift = {}, currentSlot } = credentials ?? {};
  return Object.entries(drift)
    .filter(([what]) => what.startsWith("password") && what !== currentSlot)
    .map(([, loss]) => loss);
}
