// Verifies one customer: an active one can do exactly what the file says, others cannot log in.
import { mayLogIn } from "../../components/credentialSettings";
import type { Customer } from "../../customers/schema/schema";
import { CheckLog } from "./checkLog";
import type { CustomerEvidence } from "./evidenceSchema";
import { verifyLetIn } from "./letIn";
import { verifyShutOut } from "./shutOut";
import type { VerifyWorld } from "./verifyWorld";

/** Tries everything for one customer. An error of Azure does not fail; it becomes a reason. */
export async function verifyCustomer(
  customer: Customer,
  world: VerifyWorld,
): Promise<CustomerEvidence> {
  const log = new CheckLog(world.now);
  const state = stateOn(customer, world.today);
  const seen = await (state === "active" ? verifyLetIn : verifyShutOut)(customer, world, log);
  const { id, tokenName, repositories } = customer;
  return {
    id,
    state,
    username: tokenName,
    repositories: [...repositories],
    secretName: null,
    secretVersion: null,
    slot: null,
    expiresAt: null,
    refused: 0,
    ...seen,
    verdict: log.verdict,
    checks: log.checks,
  };
}

/** The state of the file, or `ended` after the last day of access. */
export function stateOn(customer: Customer, today: string): CustomerEvidence["state"] {
  return customer.state === "active" && !mayLogIn(customer, today) ? "ended" : customer.state;
}
