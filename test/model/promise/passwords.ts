// What the model knows about passwords: what the file wants, what the registry generated, what a customer may use, and what is read.

import type { PasswordName, Token } from "../../../emulator/world/world";
import type { Event } from "../sequence/tally";

/** What the file wanted for a customer in the present run, or in the last one. */
export interface Law {
  /** May the customer log in? False when suspended, offboarded, or past the last day. */
  isOpen: boolean;
  isOffboarded: boolean;
  /** The first day (UTC) without access. */
  notAfter?: string | undefined;
  lifetimeDays: number;
  rotateBeforeDays: number;
  rotation: "automatic" | "manual";
  generation: number;
  revokeBefore: number;
}

/** A password that the registry made. */
export interface Made {
  value: string;
  slot: PasswordName;
  madeAtMs: number;
  /** As the registry says; absent for a password that never expires. */
  expiresAtMs?: number | undefined;
  usableFromMs: number;
  /** Was it stored though nobody had logged in with it, because the registry is out of reach? */
  isUnproven: boolean;
  /** The generation that the file asked for; undefined for one that was made outside. */
  generation?: number | undefined;
}

/** A password that a customer may use, because it was in the vault where the customer reads. */
export interface Handed extends Made {
  /** Since when it must be accepted: later than it is read only where it could not be verified before. */
  countsFromMs: number;
  /** The day that was announced as its end. */
  endsOn?: string | undefined;
  /**
   * Is it missing in the state, because that was restored or its run was killed? Then only the tags in the vault show
   * it.
   */
  isForgotten?: boolean;
  /** Why it never has to work again. */
  isOver?: Event;
}

/** A password, and its announced end if it has one. */
export type MaybeAnnounced = Made & Pick<Partial<Handed>, "endsOn">;

/** What the model reads. */
export interface Sight {
  now: Date;
  /** The day on which the present run began. */
  today: string;
  mayRotate: boolean;
  token: Token | undefined;
  /** The value in the vault's latest version, where the customer can read it. */
  readable: string | undefined;
  /** The passwords that the registry knew when the run began. */
  taken: readonly string[];
  /** When the run began, did the tags in the vault show what was published last? */
  isMarked: boolean;
  /** The password in this secret when the run began; none if the secret was missing, or had no known password. */
  before: Handed | undefined;
  accepts(value: string): boolean;
  /** What the run has said about the customer's passwords. */
  lines: readonly string[];
}

/** A promise that was broken. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** The first day on which a password may stop working; undefined when no end was announced. */
export function endOf({ expiresAtMs, endsOn }: MaybeAnnounced): string | undefined {
  if (expiresAtMs === undefined) return endsOn;
  const expiry = new Date(expiresAtMs).toISOString().slice(0, 10);
  return endsOn === undefined || expiry < endsOn ? expiry : endsOn;
}
