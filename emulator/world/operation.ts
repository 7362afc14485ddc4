// A long-running operation, and the mark of its author on what it made; the part of the world that is about writes.

/** The author's mark that Resource Manager puts on a resource. */
export interface SystemData {
  readonly createdBy: string;
  readonly createdByType: string;
  readonly createdAt: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedByType: string;
  readonly lastModifiedAt: string;
}

/** Says until when, in milliseconds, a resource is in the middle of a long-running operation. */
export interface Busy {
  readonly state: "Creating" | "Updating";
  readonly untilMs: number;
}

/** A long-running operation, which says so only when it is done; the effect of most took place at once. */
export interface Operation {
  readonly id: string;
  /** The signature that the poll URL carries. */
  readonly signature: string;
  /** Infinity for one that never ends. */
  readonly doneAtMs: number;
  /** What the status says until it is done. */
  readonly runningStatus: string;
  /** The final answer where the client follows Location. */
  result: { readonly status: number; readonly body?: unknown };
}
