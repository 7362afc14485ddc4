// The exit code of a plan: 0 nobody loses access, 1 a customer does or must be corrected first, or the guard refuses, 2 it could not be made in full.
import type { Plan } from "./planSchema";

/** What makes a plan exit with 1: any loss or correction, or only a change that the guard refuses. */
export type FailOn = "losses" | "guard";

/** The exit code of a plan. */
export function exitCodeOf(plan: Plan, failOn: FailOn): 0 | 1 | 2 {
  if (plan.refusals.length > 0) return 1;
  if (plan.failures.length > 0) return 2;
  if (failOn === "guard") return 0;
  const isBad = plan.customers.some(
    ({ toCorrect, lockedOut }) => toCorrect.length > 0 || lockedOut.length > 0,
  );
  return isBad || plan.losses.customers.length > 0 ? 1 : 0;
}
