// The model: which passwords a customer may hold, until when each was promised, and what excuses the end of one.

import type { Customer as CustomerEntry } from "../../customers/schema";
import { addDays, startOf } from "./calendar";
import {
  Broken,
  endOf,
  type Handed,
  type Law,
  type Made,
  type MaybeAnnounced,
  type Sight,
} from "./passwords";
import type { Event, Tally } from "./tally";

/** What people write into a secret outside. */
export const WRITTEN_OUTSIDE = "written-by-somebody-else";

/** What one customer may count on. */
export class Promises {
  readonly customer: string;
  law: Law | undefined;
  /** Does the file keep the customer out, or did somebody disable the token, without it having been enabled since? */
  isClosed = false;
  readonly made = new Map<string, Made>();
  readonly handed = new Map<string, Handed>();

  readonly #tally: Tally;

  constructor(customer: string, tally: Tally) {
    this.customer = customer;
    this.#tally = tally;
  }

  /** The file becomes the law of a run. `entry` is undefined for a customer who is not in it. */
  obey(entry: CustomerEntry | undefined, today: string): void {
    if (entry === undefined) {
      // Without having been offboarded before, nobody loses anything: the removal is refused.
      if (!this.law?.isOffboarded) return;
      for (const handed of this.handed.values()) this.#end(handed, "a customer left");
      return;
    }
    const { state, accessUntil, credential } = entry;
    const notAfter = accessUntil === undefined ? undefined : addDays(accessUntil, 1);
    const isOpen = state === "active" && (notAfter === undefined || today < notAfter);
    this.law = { isOpen, isOffboarded: state === "offboarded", notAfter, ...credential };
    if (!isOpen) this.isClosed = true;
  }

  /** Looks at everything after a request; throws when a promise is broken. */
  look(sight: Sight, isOutside = false): void {
    this.#noteMade(sight, isOutside);
    this.#noteWarning(sight);
    if (this.law?.isOpen && sight.token?.status === "enabled") this.isClosed = false;
    this.#noteHanded(sight);
    for (const handed of this.handed.values()) this.#check(handed, sight);
  }

  /** The password that the customer reads in the vault. */
  current(readable: string | undefined): Handed | undefined {
    return readable === undefined ? undefined : this.handed.get(readable);
  }

  /** The state knows of these creation times now, in milliseconds. */
  remember(known: readonly number[]): void {
    for (const handed of this.handed.values())
      handed.isForgotten = !known.includes(handed.madeAtMs);
  }

  /** Somebody outside changed or removed passwords: those that are gone were taken by them. */
  excuseWhatIsGone(sight: Sight): void {
    for (const handed of this.handed.values()) {
      const isThere = sight.token?.passwords.some(({ value }) => value === handed.value);
      if (!isThere) this.#end(handed, "a password was taken outside");
    }
  }

  /**
   * Takes note of an end that was announced; it must come with notice, and may only move forward with the access.
   * `undefined` takes one back that was announced for an end of the access.
   */
  announce(handed: Handed, endsOn: string | undefined, today: string): void {
    if (handed.endsOn === endsOn || this.law === undefined) return;
    if (endsOn === undefined) {
      handed.endsOn = undefined;
      return;
    }
    const { rotateBeforeDays, notAfter } = this.law;
    const promised = endOf(handed);
    const notice = addDays(today, rotateBeforeDays);
    const least = notAfter !== undefined && notAfter < notice ? notAfter : notice;
    if (endsOn < least) {
      throw this.broken(handed, `its end was announced for ${endsOn}, without notice`);
    }
    const isEarlier = promised !== undefined && endsOn < promised;
    if (
      isEarlier &&
      handed.endsOn !== undefined &&
      (notAfter === undefined || promised <= notAfter)
    ) {
      throw this.broken(handed, `its end was moved forward from ${promised} to ${endsOn}`);
    }
    handed.endsOn = endsOn;
    this.#tally.count("an end was announced");
  }

  broken({ slot, madeAtMs }: Made, what: string): Broken {
    const made = new Date(madeAtMs).toISOString();
    return new Broken(`${this.customer}: ${slot} of ${made}: ${what}`);
  }

  #noteMade({ token, today }: Sight, isOutside: boolean): void {
    for (const password of token?.passwords ?? []) {
      if (this.made.has(password.value)) continue;
      const made: Made = {
        value: password.value,
        slot: password.name,
        madeAtMs: Date.parse(password.creationTime),
        expiresAtMs: password.expiry === undefined ? undefined : Date.parse(password.expiry),
        usableFromMs: password.usableFromMs,
        isUnproven: false,
        generation: isOutside ? undefined : this.law?.generation,
      };
      this.made.set(made.value, made);
      if (!isOutside) this.#requireCapped(made, today);
    }
  }

  /** The documents say so: who cannot reach the registry from here is warned, and stores a password as it is. */
  #noteWarning({ lines, taken }: Sight): void {
    if (!lines.some((line) => line.includes("could not be proven"))) return;
    for (const made of this.made.values()) {
      if (!taken.includes(made.value)) made.isUnproven ||= made.generation !== undefined;
    }
  }

  /** The registry itself must end the access, should no run come after the last day. */
  #requireCapped(made: Made, today: string): void {
    const notAfter = this.law?.notAfter;
    if (notAfter === undefined || notAfter <= today) return;
    if ((made.expiresAtMs ?? Infinity) > Date.parse(startOf(notAfter))) {
      throw this.broken(made, `outlives the access, which ends on ${notAfter}`);
    }
  }

  #noteHanded({ readable, now }: Sight): void {
    if (readable === undefined || this.handed.has(readable)) return;
    const made = this.made.get(readable);
    if (made === undefined) {
      if (readable === WRITTEN_OUTSIDE) return;
      throw new Broken(`${this.customer}: the vault holds what the registry never made`);
    }
    const countsFromMs = made.isUnproven ? made.usableFromMs : now.getTime();
    this.#tally.count("a password was handed out");
    if (this.handed.size > 0) this.#tally.count("a password was followed by another");
    this.handed.set(readable, { ...made, countsFromMs });
  }

  #check(handed: Handed, sight: Sight): void {
    if (handed.isOver !== undefined) return;
    if (this.isClosed || sight.now.getTime() < handed.countsFromMs) {
      // Nobody logs in yet; what is revoked meanwhile is gone, also when the file takes that back.
      const isThere = sight.token?.passwords.some(({ value }) => value === handed.value);
      if (!isThere && this.isRevoked(handed)) this.#end(handed, "a password was revoked");
      return;
    }
    if (this.hasEnded(handed, sight.now) || sight.accepts(handed.value)) return;
    const excuse = this.#excuse(handed, sight);
    if (excuse === undefined) throw this.broken(handed, "is refused before its announced end");
    this.#end(handed, excuse);
  }

  #end(handed: Handed, why: Event): void {
    if (handed.isOver !== undefined) return;
    handed.isOver = why;
    this.#tally.count(why);
  }

  /** Has its announced end come? */
  hasEnded({ expiresAtMs, endsOn }: MaybeAnnounced, now: Date): boolean {
    if (expiresAtMs !== undefined && expiresAtMs <= now.getTime()) return true;
    return endsOn !== undefined && Date.parse(startOf(endsOn)) <= now.getTime();
  }

  /** The lawful reasons for a password to stop before its announced end; none for what the vault hands out. */
  #excuse(handed: Handed, sight: Sight): Event | undefined {
    if (this.law === undefined) return undefined;
    // Neither the state nor the vault knows of it any more: two misfortunes at once.
    if (handed.isForgotten && !sight.isMarked) return "a password was forgotten";
    if (handed.value === sight.readable) return undefined;
    return this.isRevoked(handed) ? "a password was revoked" : undefined;
  }

  /** Was its generation revoked by the file? */
  isRevoked({ generation }: Made): boolean {
    const { revokeBefore = 1 } = this.law ?? {};
    return revokeBefore > 1 && generation !== undefined && generation < revokeBefore;
  }
}
