// The record of who may do what, as AccessGuard keeps it from one update to the next.

/** An override of the fuse: these customers may lose access, for a reason, up to a day. */
export interface Acknowledgement {
  /** Ids; they need not be listed any more. */
  readonly customers: readonly string[];
  readonly reason: string;
  /** The last day (UTC, `YYYY-MM-DD`) on which it counts. */
  readonly until: string;
}

/** Who may do what, where, and how much of it may be taken away at once. */
export interface AccessRecord {
  /** One line for each customer id, see accessLine.ts. */
  readonly access: Readonly<Record<string, string>>;
  /** ARM id of the registry. @default - unknown, and taken for the same as ever */
  readonly registryId?: string;
  /** ARM id of the vault. @default - unknown, and taken for the same as ever */
  readonly vaultId?: string;
  /** Is the removal of a customer who was not offboarded refused? @default true */
  readonly protect?: boolean;
  /** How many customers may lose access in one change. @default - a quarter of the active ones, and at least one */
  readonly maximumLosses?: number;
  /** Ids of those whose token is taken over where it is not managed yet. @default [] */
  readonly adopt?: readonly string[];
  /** @default [] */
  readonly acknowledge?: readonly Acknowledgement[];
}
