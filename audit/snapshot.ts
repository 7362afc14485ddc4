// What one checkpoint of the stack says about access: the record that was declared, and the resources that were made.

import type { RunProvenance } from "../access/provenance";
import type { Acknowledgement } from "../access/record";

/** How a run ended. `unfinished`: an entry was begun and never completed. */
export type UpdateResult = "succeeded" | "failed" | "unfinished";

/** Who and what was behind a run, as the pipeline noted it. All is absent where a run was started by hand. */
export type Provenance = RunProvenance;

/** The record that AccessGuard keeps, with its seal. */
export interface GuardRecord {
  readonly revision: number;
  /** One line for each customer id, see access/accessLine.ts. */
  readonly access: Readonly<Record<string, string>>;
  readonly fileSha256?: string;
  readonly registryId?: string;
  readonly vaultId?: string;
  readonly acknowledge?: readonly Acknowledgement[];
  readonly provenance?: Provenance;
  /** SHA-256 of this record, and of the one before it; absent in a record of an earlier version. */
  readonly recordSha256?: string;
  readonly previousSha256?: string;
  /** Does the hash fit the record? Absent where it has none. */
  readonly isSealTrue?: boolean;
  /** When the engine wrote it: ISO 8601. */
  readonly modifiedAt?: string;
}

/** One slot of a token, as the state knows it. */
export interface SlotFact {
  readonly name: "password1" | "password2";
  /** ISO 8601, as the registry said. */
  readonly createdAt: string;
  /** The day (UTC, `YYYY-MM-DD`) on whose beginning the registry stops accepting it. @default - it never does */
  readonly expiresOn?: string;
  /** The day that was announced where that is an earlier one, or where it has no end of its own. @default - `expiresOn` */
  readonly announcedEnd?: string;
  readonly generation?: number;
}

/** What the resources of one customer say. Each part is absent where its resource is not in the state. */
export interface CustomerFact {
  readonly id: string;
  /** When the engine last wrote any of their resources: ISO 8601. */
  readonly modifiedAt?: string;
  /** When it last wrote the scope map, from which the actions are. */
  readonly scopeMapModifiedAt?: string;
  /** When it last wrote the credential, from which the status and all passwords are. */
  readonly credentialModifiedAt?: string;
  /** Actions of the scope map that the token has: `repositories/app/api/content/read`. Absent where they are not known. */
  readonly actions?: readonly string[];
  readonly tokenName?: string;
  /** Is the token enabled, by what our resource last saw? */
  readonly enabled?: boolean;
  /** Last day of access, `YYYY-MM-DD`. */
  readonly accessUntil?: string;
  readonly secretName?: string;
  readonly secretVersion?: string;
  readonly currentSlot?: "password1" | "password2";
  readonly slots: readonly SlotFact[];
  /** The day on which the next rotation is due, `YYYY-MM-DD`. */
  readonly rotateOn?: string;
  /** Passwords of lower generations were revoked. @default - none was */
  readonly revokedBefore?: number;
  /** What others did to the credential, in the plugin's words, by `password1`, `enabled`, …: until a run corrected it. */
  readonly drift?: Readonly<Record<string, string>>;
  /** Count of the credential's own events, and their chain. */
  readonly events?: number;
  readonly eventSha256?: string;
  readonly previousEventSha256?: string;
  /** Does the hash fit the facts? A read may have found others since; so it tells only where `events` was raised. */
  readonly isEventSealTrue?: boolean;
  /** They have a token, and no TokenSecret: it was not made yet, or deleted, which ends the passwords that it issued. */
  readonly isWithoutSecret?: true;
  /** The scope map that the token has, where that is not their own: its name. */
  readonly boundTo?: string;
  /** It is not known what that one grants, since it is not in the state: then there are no `actions`. */
  readonly isBoundElsewhere?: true;
}

/**
 * Why a token is there beside those that customers have. `replaced`: it has a successor, and waits for its deletion.
 * `second`: it is below a customer, who has another one. `stray`: it is below no customer.
 */
export type Beside = "replaced" | "second" | "stray";

/** A token beside those that customers have, or a scope map or TokenSecret without one. */
export interface OtherFact extends CustomerFact {
  /** What to call it, different from all others: `contoso, old token contoso-pull`. */
  readonly id: string;
  /** The customer below whom it is. @default - it is below nobody */
  readonly customer?: string;
  readonly why: Beside;
  /** When it leaves the state, it stays in Azure. @default - it is deleted then */
  readonly isRetained?: true;
}

/** One checkpoint, reduced to what an auditor asks about. */
export interface Snapshot {
  /** Absent where the guard is not in the state. */
  readonly guard?: GuardRecord;
  readonly customers: readonly CustomerFact[];
  /** In the order of their ids. @default - there are none */
  readonly others?: readonly OtherFact[];
  /** What the engine never writes, in words for people: a resource that is there twice. @default - nothing */
  readonly oddities?: readonly string[];
  /** When the engine wrote it: ISO 8601. */
  readonly writtenAt?: string;
  /** What a killed run had begun and never finished: `creating contoso-token`. @default - nothing */
  readonly unfinished?: readonly string[];
}

/** One entry of the stack's history. */
export interface HistoryEntry {
  /** What to name it by: `dev-1796056249706688548` of a folder, `12` of Pulumi Cloud. */
  readonly name: string;
  /** `update`, `refresh`, `destroy`, `import`, … */
  readonly kind: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly result: UpdateResult;
  readonly message: string;
  /** From the message's trailers or Pulumi's own `git.*`: of the run, where the guard's record has none of its own. */
  readonly provenance: Provenance;
  /** The folder had changes that are in no commit. @default - it had none, or Pulumi noted nothing */
  readonly isDirty?: true;
  /** `{ create: 3, update: 1, same: 20 }`. */
  readonly changes: Readonly<Record<string, number>>;
  /** Absent where the checkpoint is missing or cannot be read; `problem` says why. */
  readonly snapshot?: Snapshot;
  readonly problem?: string;
}

/** What was found of one run: its entry and its checkpoint, which may be missing or damaged. */
export interface WrittenRun {
  /** As that of its entry. */
  readonly name: string;
  /** When it was written, as the backend numbers it; it survives `pulumi stack rename`. */
  readonly number: string;
  /** Over number, entry and checkpoint, in hex. */
  readonly sha256: string;
  /** Are both there, readable and of a run that has ended? */
  readonly isWhole: boolean;
  /** Why a file that is there did not come. @default - all came */
  readonly unread?: string;
  /** Absent where the checkpoint is. */
  readonly snapshot?: Snapshot;
  /** As the checkpoint names it: another one than the history's after `pulumi stack rename`. @default - it names none */
  readonly stack?: string;
}

/** What is wrong with, or missing from, a history, in words for people. */
export interface Gap {
  /** Name of the entry, or the file. @default - the history as a whole */
  readonly at?: string;
  readonly words: string;
}

/** All of a stack's history, in the order of the records' chain, then of time. */
export interface History {
  /** `customer-access/dev` */
  readonly stack: string;
  /** The folder, container or URL it was read from. */
  readonly source: string;
  readonly entries: readonly HistoryEntry[];
  /** All that was found, in the order in which it was written, which a later run never changes. */
  readonly written: readonly WrittenRun[];
  /** The stack's present state, which a killed run or `stack import` leaves ahead of the last entry. */
  readonly present?: Snapshot;
  readonly gaps: readonly Gap[];
}
