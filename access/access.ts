// What one customer may do, as plain values: the part of an entry that takes access away or gives it.

/** One customer's access. */
export interface Access {
  readonly state: "active" | "suspended" | "offboarded";
  readonly tokenName: string;
  /** Such as `content/read`. */
  readonly actions: readonly string[];
  /** Repositories such as `app/api`, prefixes such as `base/*`, or `*`. */
  readonly repositories: readonly string[];
  /** The last day of access (UTC) as `YYYY-MM-DD`. */
  readonly accessUntil?: string;
  /** No password of a lower generation works; 1 revokes nothing. */
  readonly revokeBefore: number;
  /** Object ids of the principals that may fetch the password. */
  readonly readers: readonly string[];
}

/** Does a password of this customer work on a day (UTC, `YYYY-MM-DD`)? The last day of access counts in full. */
export function isOpen(access: Access | undefined, today: string): access is Access {
  if (access?.state !== "active") return false;
  return access.accessUntil === undefined || access.accessUntil >= today;
}
