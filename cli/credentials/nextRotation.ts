// When the next password comes by itself, by the rules of the provider: due, but not while the one before is promised.
import { addDays } from "../../access/days";
import type { DeployedCredentials, DeployedSlot } from "./deployedCustomers";

/** The passwords that the registry may accept: the one that belongs in the vault, and the one before. */
export interface HeldSlots {
  readonly current?: DeployedSlot | undefined;
  readonly previous?: DeployedSlot | undefined;
}

/** How long before its end a password is followed by the next, even into the slot of one that is still promised. */
const LAST_SAFE_DAYS = 3;

/** The day from which a run issues the next password of an enabled token; undefined when none will by itself. */
export function nextRotation(
  credentials: DeployedCredentials,
  { current, previous }: HeldSlots,
  today: string,
): string | undefined {
  const { rotateOn, rotateBeforeDays, notAfter = "" } = credentials;
  const promise = previous && promisedUntil(previous);
  if (current !== undefined && outlives(current, credentials)) {
    // It is replaced by one that ends with the access only where its holder can be told in time.
    const from = promise !== undefined && promise > today ? promise : today;
    return addDays(from, rotateBeforeDays) < notAfter ? promise : undefined;
  }
  if (rotateOn === undefined) {
    // A password that outlives the access loses its slot when its announced end has come.
    const isStale = previous !== undefined && outlives(previous, credentials);
    return isStale && promise !== undefined && promise < notAfter ? promise : undefined;
  }
  if (promise === undefined || promise <= rotateOn) return rotateOn;
  const end = current && promisedUntil(current);
  if (end === undefined || promise < end) return promise;
  const lastSafeDay = addDays(end, -LAST_SAFE_DAYS);
  return lastSafeDay < rotateOn ? rotateOn : lastSafeDay;
}

/** The day at whose beginning nobody counts on a password any more; undefined when no end was announced. */
export function promisedUntil({ expiresOn, endsOn }: DeployedSlot): string | undefined {
  if (expiresOn === undefined || endsOn === undefined) return expiresOn ?? endsOn;
  return expiresOn < endsOn ? expiresOn : endsOn;
}

/** Would the registry accept this password after the access has ended? What is served by hand is left to people. */
function outlives(slot: DeployedSlot, { notAfter, rotation }: DeployedCredentials): boolean {
  if (notAfter === undefined || rotation === "manual") return false;
  return slot.expiresOn === undefined || slot.expiresOn > notAfter;
}
