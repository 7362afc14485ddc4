// Why a password was made: a rotation is due, the file asks for one, or the previous one is lost. Without such a reason there must be none.

import type { Customer } from "../sequence/customersFile";
import { addDays, startOf } from "./calendar";
import { Broken, endOf, type Sight } from "./passwords";
import type { Promises } from "./promises";

/** By how many days rotations are spread at most. */
const MOST_SPREAD_DAYS = 7;

/** Looks for the reason of each password that an undisturbed run has made. @throws Broken where there is none */
export function requireReason(customer: Customer, promises: Promises, sight: Sight): void {
  const { law } = promises;
  const made = sight.token?.passwords.filter(({ value }) => !sight.taken.includes(value)) ?? [];
  if (made.length === 0 || law === undefined) return;
  const { before } = sight;
  if (made.length > 1 || before === undefined) {
    if (made.length > 1) throw new Broken(`${customer}: one run made two passwords`);
    return;
  }
  const isUnknown = before.isForgotten === true && !sight.isMarked;
  const isLost = isUnknown || !sight.taken.includes(before.value);
  const isAsked = (before.generation ?? 0) < law.generation;
  const madeOn = new Date(before.madeAtMs).toISOString().slice(0, 10);
  const end = endOf(before) ?? addDays(madeOn, law.lifetimeDays);
  const isDue =
    law.rotation === "automatic" || before.expiresAtMs !== undefined
      ? addDays(end, -law.rotateBeforeDays - MOST_SPREAD_DAYS) <= sight.today
      : false;
  const outlives = (value: { expiresAtMs?: number | undefined }) =>
    law.notAfter !== undefined &&
    (value.expiresAtMs ?? Infinity) > Date.parse(startOf(law.notAfter));
  const isOutliving = sight.taken.some((value) => outlives(promises.made.get(value) ?? {}));
  if (!isLost && !isAsked && !isDue && !isOutliving) {
    throw promises.broken(before, "was followed without a reason");
  }
}
