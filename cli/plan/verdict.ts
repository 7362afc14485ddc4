// One word for what happens to a customer.
import type { Access } from "../../access/access";
import type { AccessChange } from "../../access/accessChange";
import type { Verdict } from "./planSchema";

/** What a verdict is made from; `before` and `after` are undefined where the customer is not listed. */
export interface VerdictFacts {
  readonly before: Access | undefined;
  readonly after: Access | undefined;
  readonly change: AccessChange;
  /** Is a new password issued to a customer who has one? */
  readonly rotates: boolean;
}

/** Finds the word: leaving and returning first, then what is lost, then the rest. */
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
  // A leaked password that is replaced is a rotation; that its holders are locked out is said beside it.
  if (losses.some(({ kind }) => kind !== "revokeBefore")) return "loses";
  if (rotates) return "rotates";
  if (losses.length > 0) return "loses";
  return gains.length > 0 ? "gains" : "unchanged";
}

/** A new entry takes something from somebody only where it takes over a token. */
function firstVerdict({ losses }: AccessChange): Verdict {
  if (losses.some(({ kind }) => kind === "state")) return "suspends";
  return losses.length > 0 ? "loses" : "new";
}
