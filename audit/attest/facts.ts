// What a statement takes in from outside of the history: commits, run logs, evidence.

/** What git knows of the customers file. */
export interface CommitFacts {
  /** SHA-256 of the file at a commit, by its 40 hex digits; undefined where that commit is not known here. */
  readonly fileAt: ReadonlyMap<string, string | undefined>;
  /** The commits that changed the file in the time, the oldest first. */
  readonly inTime: readonly {
    readonly commit: string;
    readonly author: string;
    /** ISO 8601 */
    readonly at: string;
    readonly fileSha256: string;
  }[];
}

/** One line of a run log. */
export interface LoggedRun {
  /** ISO 8601 */
  readonly time: string;
  readonly stack?: string;
  readonly commit?: string;
  /** `succeeded`, `failed`, `refused` */
  readonly verdict: string;
  readonly reason?: string;
  readonly revision?: number;
  readonly recordSha256?: string;
}

/** A file of evidence, named by its hash. */
export interface EvidenceFile {
  readonly name: string;
  readonly sha256: string;
  /** What it is of. */
  readonly kind: "verify" | "drift";
  /** A day or an instant. */
  readonly madeAt: string;
  readonly stack: string;
  readonly findings: number;
  /** What it could not read or decide: `role assignments: HTTP 403`. */
  readonly notLookedAt: readonly string[];
}

/** Who approved a pull request, by its number, as the code host says. */
export type Approvals = ReadonlyMap<string, readonly string[]>;
