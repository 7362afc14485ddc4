// The record of who may do what, as AccessGuard keeps it from one update to the next.

/** An override of the guard: these customers may lose access, for a reason, up to a day. */
export interface Acknowledgement {
  /** Ids; they may be removed from the file already. */
  readonly customers: readonly string[];
  readonly reason: string;
  /** The last day (UTC, `YYYY-MM-DD`) on which it counts. */
  readonly until: string;
}

/** Who may do what, where, and how many may lose access at once. */
export interface AccessRecord {
  /** One line for each customer id, see accessLine.ts. */
  readonly access: Readonly<Record<string, string>>;
  /** ARM id of the registry. @default - unknown, treated as unchanged */
  readonly registryId?: string;
  /** ARM id of the vault. @default - unknown, treated as unchanged */
  readonly vaultId?: string;
  /** Is the removal of a customer who was not offboarded refused? @default true */
  readonly protect?: boolean;
  /** How many customers may lose access in one change. @default - a quarter of the active ones, and at least one */
  readonly maximumLosses?: number;
  /** Ids of customers whose token is adopted but not managed yet. @default [] */
  readonly adopt?: readonly string[];
  /** @default [] */
  readonly acknowledge?: readonly Acknowledgement[];
}
