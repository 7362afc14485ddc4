// The verdict on a customer, in one word.
import type { Access } from "../../access/access";
import type { AccessChange } from "../../access/accessChange";
import type { Verdict } from "./planSchema";

/** The input of a verdict; `before` and `after` are undefined if the customer is not listed. */
export interface VerdictFacts {
  readonly before: Access | undefined;
  readonly after: Access | undefined;
  readonly change: AccessChange;
  /** Is a new password issued to a customer who has one? */
  readonly rotates: boolean;
}

/** Finds the verdict: leaving and returning first, then losses, then the rest. */
export function verdictOf({ before, after, change, rotates }: VerdictFacts): Verdict {
  if (before === undefined) return firstVerdict(change);
  if (after === undefined) return "leaves";
  if (before.state !== after.state) {
    if (after.state === "offboarded") return "leaves";
    if (before.state === "offboarded") return "returns";
    return after.state === "suspended" ? "suspends" : "resumes";
  }
  const { gains, losses, wasOpen, isOpen } = change;
  if (!wasOpen && isOpen) return "resumes";
  // Replacing a leaked password is a rotation; a separate message says who is locked out.
  if (losses.some(({ kind }) => kind !== "revokeBefore")) return "loses";
  if (rotates) return "rotates";
  if (losses.length > 0) return "loses";
  return gains.length > 0 ? "gains" : "unchanged";
}

/** A new entry takes something from somebody only where it adopts a token. */
function firstVerdict({ losses }: AccessChange): Verdict {
  if (losses.some(({ kind }) => kind === "state")) return "suspends";
  return losses.length > 0 ? "loses" : "new";
}
