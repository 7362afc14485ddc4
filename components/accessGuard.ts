// AccessGuard as a program sees it: the record of who may do what that is checked before anything is touched.

import * as pulumi from "@pulumi/pulumi";
import { readersOf } from "../customers/readers";
import type { Customer } from "../customers/schema";

/** What one update is about. */
export interface AccessGuardArgs {
  /** What each customer may do, in short form, by customer id. */
  access: Record<string, string>;
  /** SHA-256 of the customers file, in hex. */
  fileSha256: string;
}

/** The one compact record per update for auditors; everything else of the stack waits for it. */
export class AccessGuard extends pulumi.CustomResource {
  /** Counts the updates that changed the record, so that a gap in the history shows. */
  declare readonly revision: pulumi.Output<number>;

  constructor(name: string, args: AccessGuardArgs, opts?: pulumi.CustomResourceOptions) {
    super("acr-credentials:index:AccessGuard", name, { ...args, revision: undefined }, opts);
  }
}

/**
 * Writes in one line what a customer may do: `active; contoso-pull; content/read; app/api app/web; until 2027-06-30`,
 * and at its end who else may fetch the password: `readers 8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b`.
 *
 * Lists are sorted, so that reordering the file is no change.
 */
export function accessLine(customer: Customer): string {
  const parts = [
    customer.state,
    customer.tokenName,
    [...customer.actions].sort().join(" "),
    [...customer.repositories].sort().join(" "),
  ];
  if (customer.accessUntil !== undefined) parts.push(`until ${customer.accessUntil}`);
  if (customer.credential.revokeBefore > 1) {
    parts.push(`revoked before ${customer.credential.revokeBefore}`);
  }
  const readers = readersOf(customer);
  if (readers.length > 0) parts.push(`readers ${readers.join(" ")}`);
  return parts.join("; ");
}
