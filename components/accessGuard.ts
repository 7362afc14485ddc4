// AccessGuard as a program sees it: the record of who may do what that is checked before anything is touched.

import * as pulumi from "@pulumi/pulumi";
import type { AccessRecord } from "../access/record";
import type { Revisions } from "../access/since";

/** What one update is about. */
export interface AccessGuardArgs extends AccessRecord {
  /** SHA-256 of the customers file, in hex. */
  readonly fileSha256: string;
}

/**
 * The one compact record per update for auditors; everything else of the stack waits for it.
 *
 * Its `check` compares the record with that of the update before, and refuses a change that takes access from too
 * many customers: in `pulumi preview` and in `pulumi up`, before anything is touched.
 */
export class AccessGuard extends pulumi.CustomResource {
  /** Counts the updates that changed the record, so that a gap in the history shows. */
  declare readonly revision: pulumi.Output<number>;
  /** By customer id the revision since which they are listed; without those of the first update. */
  declare readonly listedSince: pulumi.Output<Revisions | undefined>;
  /** By customer id the revision since which they may pull what they may; without those of the first update for whom it never changed. */
  declare readonly rightsSince: pulumi.Output<Revisions | undefined>;
  /** The ids of those whose token was adopted, also when the file does not say it any more. */
  declare readonly adopted: pulumi.Output<readonly string[] | undefined>;

  constructor(name: string, args: AccessGuardArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "acr-credentials:index:AccessGuard",
      name,
      {
        ...(args as unknown as pulumi.Inputs),
        revision: undefined,
        listedSince: undefined,
        rightsSince: undefined,
        adopted: undefined,
      },
      opts,
    );
  }
}
