// Which tags of the target are removed because the vendor has them no more: all that are extra, or none.

/** What is done with tags that the target alone has. */
export type Deletes = "report" | "untag";

/** A tag of a copy. */
export interface TargetTag {
  /** The repository at the vendor. */
  readonly repository: string;
  /** Its copy, below the prefix. */
  readonly target: string;
  readonly tag: string;
}

/** What came of the question. */
export interface Removal {
  readonly remove: readonly TargetTag[];
  /** True where there are more than may be removed at once: then none is. */
  readonly isRefused: boolean;
}

/**
 * Chooses.
 *
 * @param most how many may be removed in one run; more mean that something is wrong at the vendor, or with the options
 */
export function tagsToRemove(extra: readonly TargetTag[], deletes: Deletes, most: number): Removal {
  if (deletes === "report") return { remove: [], isRefused: false };
  const isRefused = extra.length > most;
  return { remove: isRefused ? [] : extra, isRefused };
}
