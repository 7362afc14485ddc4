// With which exit code a plan ends.

import { expect } from "chai";
import { exitCodeOf } from "../../../cli/plan/exitCode";
import type { Plan } from "../../../cli/plan/planSchema";
import { CUSTOMER, PLAN } from "./plans";

describe("the exit code of a plan", () => {
  const withCustomer = (what: Partial<Plan["customers"][number]>): Plan => ({
    ...PLAN,
    customers: [{ ...CUSTOMER, ...what }],
  });
  const cases: [when: string, plan: Plan, losses: number, guard: number][] = [
    ["nothing is taken", withCustomer({ gains: ["more"] }), 0, 0],
    ["somebody is locked out", withCustomer({ lockedOut: ["password1"] }), 1, 0],
    ["something has to be corrected first", withCustomer({ toCorrect: ["a token exists"] }), 1, 0],
    ["somebody loses", { ...PLAN, losses: { ...PLAN.losses, customers: ["contoso"] } }, 1, 0],
    ["the guard refuses", { ...PLAN, refusals: ["too many"] }, 1, 1],
    ["the preview failed", { ...PLAN, failures: ["no answer"] }, 2, 2],
  ];
  for (const [when, plan, losses, guard] of cases) {
    it(`is ${losses} where ${when}, and ${guard} with --fail-on guard`, () => {
      expect([exitCodeOf(plan, "losses"), exitCodeOf(plan, "guard")]).to.deep.equal([
        losses,
        guard,
      ]);
    });
  }
});
