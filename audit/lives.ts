// What happened to each customer, span by span and password by password: what every answer and the page are made from.

import type { Acknowledgement } from "../access/record";
import type { Beside, Gap, Provenance, UpdateResult } from "./snapshot";

/** One update as answers name it. */
export interface UpdateFact {
  /** Its place in the history, from 1. */
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly startedAt: string;
  /** What it did counts from here. ISO 8601. */
  readonly endedAt: string;
  readonly result: UpdateResult;
  readonly message: string;
  /** The folder had changes that are in no commit. @default - it had none, or Pulumi noted nothing */
  readonly isDirty?: true;
  /** Revision of the record after it. */
  readonly revision?: number;
  readonly provenance: Provenance;
  /** SHA-256 of the customers file, by the record after it. */
  readonly fileSha256?: string;
  /** The losses that its record acknowledges, and the one before did not. */
  readonly acknowledged: readonly Acknowledgement[];
  /** Did it leave what anybody may do, and every password, as it was? */
  readonly isQuiet: boolean;
}

/** One time in which a customer's rights stayed the same, by the resources of the state. */
export interface Span {
  /** Number of the update that began it, and of the one that ended it. @default - it lasts */
  readonly from: number;
  readonly to?: number;
  readonly state: "active" | "suspended" | "offboarded";
  /** `app/api`, `base/*`, by the actions of the scope map. */
  readonly repositories: readonly string[];
  /** `content/read`, by repository where they differ. */
  readonly actions: readonly string[];
  /** The state does not say what the token's scope map grants: it may be anything. @default - it does */
  readonly hasUnknownRights?: true;
  /** Last day of access, `YYYY-MM-DD`. The registry goes on accepting a password until its own end, or the next run. */
  readonly accessUntil?: string;
  /** Has a run disabled the token since that day was over? @default - it has not */
  readonly isDisabledAtEnd?: true;
  /** What others did to token or secret that counts for access, in the plugin's words. @default - nothing was found */
  readonly drift?: readonly string[];
  /** What the record declared where that is something else: its line, or nothing if it does not list them. */
  readonly declared?: string;
}

/** One password that was issued. */
export interface PasswordLife {
  readonly slot: "password1" | "password2";
  /** ISO 8601 */
  readonly from: string;
  /** Number of the update after which it is first seen. */
  readonly seenIn: number;
  /** Number of the update after which the token no longer has it. @default - it has it, though it may have ended */
  readonly goneIn?: number;
  readonly generation?: number;
  /** The day (UTC) on whose beginning it was announced to stop working; without an end of its own it works longer. */
  readonly announcedEnd?: string;
  /** The day on which its successor is due. @default - it has one, or none is planned */
  readonly rotateOn?: string;
  /** ISO 8601; absent while it works. */
  readonly end?: string;
  /**
   * `in use`: what the vault hands out. `still works`: its successor is out. `rotated`: its successor was there, and it
   * ended by itself, or a run replaced it after its announced end. `replaced`: ended with its token. `with an
   * old token`: its token was replaced, and waits for its deletion; the rest of its life is that of the old token.
   */
  readonly how:
    | "in use"
    | "still works"
    | "rotated"
    | "revoked"
    | "expired"
    | "offboarded"
    | "replaced"
    | "with an old token"
    | "removed by others"
    | "unknown";
}

/** One customer, from first to last. */
export interface Life {
  readonly id: string;
  readonly tokenNames: readonly string[];
  readonly spans: readonly Span[];
  /** Numbers of updates that wrote their resources again without a visible change: they corrected something. */
  readonly rewritten?: readonly number[];
  readonly passwords: readonly PasswordLife[];
  /** The state does not say which passwords there are: they may work. @default - they are known */
  readonly hasUnknownPasswords?: true;
  /** Where the customer got another token, which is another user name: the number of the update, and both names. */
  readonly renamed?: readonly { readonly in: number; readonly from: string; readonly to: string }[];
}

/** A token beside those that customers have, from the update after which it was there to the one after which it was not. */
export interface OtherLife extends Life {
  /** The customer below whom it is. @default - it is below nobody */
  readonly customer?: string;
  readonly why: Beside;
  /** Where it left the state, it stayed in Azure. @default - it was deleted */
  readonly isRetained?: true;
}

/** Everything that is known, at one moment. */
export interface Lives {
  readonly stack: string;
  readonly source: string;
  /** ARM ids, as the last record has them. */
  readonly registryId?: string;
  readonly vaultId?: string;
  /** The moment up to which passwords count as ended or not: ISO 8601. */
  readonly asOf: string;
  readonly updates: readonly UpdateFact[];
  readonly customers: readonly Life[];
  /** In the order of their ids. */
  readonly others: readonly OtherLife[];
  readonly gaps: readonly Gap[];
}
