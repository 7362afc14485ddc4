// How a plan ends: 0 nobody loses access, 1 somebody does or the fuse refuses, 2 it could not be made in full.
import type { Plan } from "./planSchema";

/** What makes a plan end with 1: any loss, or only a change that the fuse refuses. */
export type FailOn = "losses" | "fuse";

/** The exit code of a plan. */
export function exitCodeOf(plan: Plan, failOn: FailOn): 0 | 1 | 2 {
  if (plan.refusals.length > 0) return 1;
  if (plan.failures.length > 0) return 2;
  if (failOn === "fuse") return 0;
  const isLocked = plan.customers.some(({ lockedOut }) => lockedOut.length > 0);
  return isLocked || plan.losses.customers.length > 0 ? 1 : 0;
}
