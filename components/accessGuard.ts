// The AccessGuard resource for programs: the record of access that is checked before anything changes.

import * as pulumi from "@pulumi/pulumi";
import type { RunProvenance } from "../access/provenance";
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
 * Its `check` compares the record with that of the previous update, and refuses a change that takes access from too
 * many customers: in `pulumi preview` and in `pulumi up`, before anything is changed.
 */
export class AccessGuard extends pulumi.CustomResource {
  /** Counts the updates that changed the record, so that a gap in the history shows. */
  declare readonly revision: pulumi.Output<number>;
  /** By customer id the revision since which they are listed; without those of the first update. */
  declare readonly listedSince: pulumi.Output<Revisions | undefined>;
  /**
   * By customer id the revision since which their rights are unchanged; without those of the first update for whom they
   * never changed.
   */
  declare readonly rightsSince: pulumi.Output<Revisions | undefined>;
  /** The ids of customers whose token was adopted, even if the file no longer says so. */
  declare readonly adopted: pulumi.Output<readonly string[] | undefined>;
  /** Who and what was behind the run that wrote the record; undefined where that run was not told. */
  declare readonly provenance: pulumi.Output<RunProvenance | undefined>;
  /**
   * SHA-256 of the record in hex, and of the one before it, see access/seal.ts; the first record has none before it, and
   * a record of an earlier version has neither.
   */
  declare readonly recordSha256: pulumi.Output<string | undefined>;
  declare readonly previousSha256: pulumi.Output<string | undefined>;

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
        provenance: undefined,
        recordSha256: undefined,
        previousSha256: undefined,
      },
      opts,
    );
  }
}
