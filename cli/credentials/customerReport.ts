// The report about one customer's passwords: `npm run credentials -- --json` prints it, and the table shows it.

/** One customer, as printed with `--json`. Days are UTC, as `YYYY-MM-DD`; what does not apply is null. */
export interface CustomerReport {
  readonly id: string;
  /** `ended`: the last day of access is over. `unfinished`: no run has finished what the customer gets. */
  readonly state: "active" | "suspended" | "offboarded" | "ended" | "unfinished";
  /** The last day of access. */
  readonly accessUntil: string | null;
  /** The name to log in with: the token's. */
  readonly username: string | null;
  /** The Key Vault secret in which the current password is found; null before the first password. */
  readonly secretName: string | null;
  readonly rotation: "automatic" | "manual";
  /** The first day on which a run issues the next password automatically; null when none will. */
  readonly rotatesOn: string | null;
  /** The password that should be in the vault. */
  readonly current: PasswordReport | null;
  /** The password before, which customers may still use. */
  readonly previous: PasswordReport | null;
  /** Since when the current password waits to be fetched; null unless the previous one works. */
  readonly waitingSince: string | null;
  /** The day at whose beginning the previous password ends. */
  readonly lockedOutOn: string | null;
  readonly lockedOutInDays: number | null;
  /** What is wrong and can be corrected. */
  readonly problems: readonly Problem[];
  /** What happened to the previous password and cannot be corrected. */
  readonly losses: readonly string[];
}

/** A password without its value. */
export interface PasswordReport {
  readonly slot: string;
  /** The `generation` it was issued for; 0 for one from before the adoption. */
  readonly generation: number;
  readonly issuedOn: string;
  readonly ageDays: number;
  /** The day at whose beginning it ends; null when no end was announced. */
  readonly worksUntil: string | null;
  /** Does the registry accept it today, as far as the last run knew? */
  readonly works: boolean;
}

/** What can be wrong, the most urgent first. */
export const PROBLEM_KINDS = [
  // The newest password has ended.
  "ended",
  // Somebody changed the token, or end, tags or status of the secret, outside Pulumi.
  "drift",
  // The token is enabled or disabled against the file.
  "wrong-status",
  // Revoked passwords may still work.
  "not-revoked",
  // The newest password is not in the vault.
  "not-published",
  // No password was published yet, although the customer may log in.
  "no-password",
  // The next password is due since yesterday or longer.
  "overdue",
  // A killed run left unfinished changes.
  "interrupted",
  // A run ended with an error for this customer.
  "failed",
  // A password without automatic rotation is older than its lifetime.
  "old",
] as const;

/** One thing that is wrong. */
export interface Problem {
  readonly kind: (typeof PROBLEM_KINDS)[number];
  /** What is wrong and what to do, for people. */
  readonly message: string;
}
