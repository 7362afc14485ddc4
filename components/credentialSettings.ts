// The password settings of one customer, as inputs of TokenSecret. Pure.

import { addDays } from "../access/days";
import type { Customer as CustomerEntry } from "../customers/schema/schema";

/** May the token be used today? The last day of access counts in full. */
export function mayLogIn(entry: CustomerEntry, today: string): boolean {
  return (
    entry.state === "active" && (entry.accessUntil === undefined || today <= entry.accessUntil)
  );
}

/** The settings of TokenSecret; none of them replaces it, and only `generation` alone makes a new password. */
export function credentialSettings(entry: CustomerEntry, today: string) {
  const { lifetimeDays, rotateBeforeDays, rotation, generation, revokeBefore } = entry.credential;
  return {
    enabled: mayLogIn(entry, today),
    lifetimeDays,
    rotateBeforeDays,
    generation,
    // Settings that equal their defaults are left out, which keeps the state small.
    ...(rotation === "automatic" ? {} : { rotation }),
    ...(revokeBefore === 1 ? {} : { revokeBefore }),
    ...(entry.accessUntil === undefined ? {} : { notAfter: addDays(entry.accessUntil, 1) }),
  };
}
