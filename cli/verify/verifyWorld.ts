// The shared input of all verifications.
import type { DeployedCustomer } from "../credentials/deployedCustomers";
import type { AzureSide } from "./azureSide";
import type { CustomerEvidence } from "./evidenceSchema";

/** Azure, the stack, the time, and what was seen of passwords. */
export interface VerifyWorld {
  azure: AzureSide;
  /** What the last update left, by customer id. */
  deployed: ReadonlyMap<string, DeployedCustomer>;
  /** The day (UTC) as `YYYY-MM-DD`. */
  today: string;
  now(): Date;
  /** Waits between two logins. @throws when the command is cancelled */
  wait(ms: number): Promise<void>;
  /**
   * Passwords that were read earlier, by customer id; what is read now is added. Only the demo keeps it: who is suspended is
   * tried with it. It is in memory alone.
   */
  passwords: Map<string, string>;
}

/** What is known of a customer beside the checks. */
export type Seen = Partial<
  Pick<CustomerEvidence, "secretName" | "secretVersion" | "slot" | "expiresAt" | "refused">
>;
