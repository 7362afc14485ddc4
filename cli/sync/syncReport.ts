// What a sync found and did, as --json prints it.
import type { TagDigest } from "../../sync/compareTags";
import type { Deletes } from "../../sync/tagsToRemove";
import type { Failure } from "./failure";

/** One import that is planned or was done. */
export interface ReportedImport {
  /** `sha256:…` */
  readonly digest: string;
  /** None for a signature or another referrer without a tag. */
  readonly tags: readonly string[];
}

/** A repository, as it was found. */
export interface ReportedRepository {
  /** At the vendor. */
  readonly repository: string;
  /** Its copy. */
  readonly target: string;
  /** How many tags are the same. */
  readonly same: number;
  readonly missing: readonly TagDigest[];
  readonly moved: readonly TagDigest[];
  readonly extra: readonly TagDigest[];
  /** What is to be imported for it. */
  readonly imports: readonly ReportedImport[];
}

/** All of a run. */
export interface SyncReport {
  /** Host of the vendor's registry. */
  readonly source: string;
  /** ARM id of ours. */
  readonly target: string;
  readonly isApplied: boolean;
  readonly deletes: Deletes;
  /** Does the copy have every tag of the source with its digest, and every referrer, and will it stay so? */
  readonly isInStep: boolean;
  readonly repositories: readonly ReportedRepository[];
  /** What was imported, with the copy's name. */
  readonly imported: readonly (ReportedImport & { readonly target: string })[];
  /** Repositories at the vendor that the token may read and that were not compared, as far as this is known. */
  readonly notListed: readonly string[];
  /** `vendor/app/api:1.0` */
  readonly removed: readonly string[];
  /** Imports of an earlier run that may still run, and move a tag back; --apply waits for them before. */
  readonly running: number;
  readonly failures: readonly Failure[];
}
