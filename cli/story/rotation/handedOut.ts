// A published password, and the login result that was announced for a day. Pure.
import { mayLogIn } from "../../../components/credentialSettings";
import type { Customer } from "../../../customers/schema/schema";
import type { Mark } from "./timeline";

/** A password that a customer may use. Its value is used only to log in. */
export interface HandedOut {
  customerId: string;
  /** `password1` or `password2`. */
  slot: string;
  generation: number;
  /** `YYYY-MM-DD`, UTC, like all days here. */
  issuedOn: string;
  /** The day at whose beginning it ends, as the vault announced it; absent for one without an end. */
  announcedEnd?: string;
  /** The first day on which it was revoked, ahead of that end. */
  revokedOn?: string;
  value: string;
  /** What was seen, by day; the first is that of the story's first day. */
  marks: (Mark | undefined)[];
}

/** The required result of a login. */
export type Expected = "works" | "suspended" | "ended";

/** The required result of a login on a day, only from the announced end and the customer's entry. */
export function expectedOn(date: string, password: HandedOut, entry: Customer): Expected {
  const { announcedEnd } = password;
  if (announcedEnd !== undefined && announcedEnd <= date) return "ended";
  if (isRevoked(password, entry)) return "ended";
  if (entry.state === "suspended") return "suspended";
  return mayLogIn(entry, date) ? "works" : "ended";
}

/** The mark for a login; `wrong` when its result was not the required one. */
export function markFor(
  expected: Expected,
  { accepted, isHeld }: { accepted: boolean; isHeld: boolean },
): Mark {
  if (accepted !== (expected === "works")) return "wrong";
  if (expected !== "works") return expected;
  return isHeld ? "used" : "works";
}

/** Does the customer's entry revoke this password, whatever was announced for it? */
export function isRevoked({ generation }: HandedOut, { credential }: Customer): boolean {
  return generation < credential.revokeBefore;
}
