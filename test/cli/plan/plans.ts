// What the tests of a plan's parts begin with.
import type { CustomerPlan, Plan } from "../../../cli/plan/planSchema";

/** A customer for whom nothing is said. */
export const CUSTOMER: CustomerPlan = {
  id: "contoso",
  displayName: null,
  verdict: "unchanged",
  cause: null,
  gains: [],
  losses: [],
  toCorrect: [],
  lockedOut: [],
  passwords: [],
  notes: [],
  prefixes: [],
  absent: [],
};

/** A plan of ten customers in which nothing happens. */
export const PLAN: Plan = {
  today: "2026-03-15",
  file: "customers.yaml",
  stack: "dev",
  base: null,
  customers: [],
  unchanged: 10,
  losses: { customers: [], acknowledged: [], limit: 2, active: 8 },
  acknowledge: [],
  refusals: [],
  failures: [],
  warnings: [],
};
