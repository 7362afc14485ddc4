// The model: which passwords a customer may use, until when each was promised, and which reasons allow one to end.

import type { Customer as CustomerEntry } from "../../../customers/schema/schema";
import type { Event, Tally } from "../sequence/tally";
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

/** What people write into a secret outside. */
export const WRITTEN_OUTSIDE = "written-by-somebody-else";

/** The promises to one customer. */
export class Promises {
  readonly customer: string;
  law: Law | undefined;
  /** Does the file keep the customer out, or did somebody disable the token, without it having been enabled since? */
  isClosed = false;
  readonly made = new Map<string, Made>();
  readonly handed = new Map<string, Handed>();

  readonly #tally: Tally;
  #isInherited = false;
  /** Passwords that the secret of another stack names. */
  readonly #inherited = new Set<string>();
  /** When two runs at once began. One may overwrite what the other has made. */
  #racingSinceMs = Infinity;

  constructor(customer: string, tally: Tally) {
    this.customer = customer;
    this.#tally = tally;
  }

  /** Applies the file to a run. `entry` is undefined for a customer who is not in it. */
  obey(entry: CustomerEntry | undefined, today: string): void {
    if (entry === undefined) {
      // Without an offboarding before, nobody loses anything, because the removal is refused.
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

  /** Checks everything after a request; throws when a promise is broken. */
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

  /** The state now contains these creation times, in milliseconds. */
  remember(known: readonly number[]): void {
    for (const handed of this.handed.values())
      handed.isForgotten = !known.includes(handed.madeAtMs) && !this.#inherited.has(handed.value);
  }

  /** Did another stack hand the customer over? */
  get isInherited(): boolean {
    return this.#isInherited;
  }

  /** Another stack adopts passwords that this one's customer may use. */
  inherit(from: Promises): void {
    this.#isInherited = true;
    this.isClosed = from.isClosed;
    for (const [value, made] of from.made) this.made.set(value, { ...made, generation: 0 });
    for (const [value, handed] of from.handed) {
      this.handed.set(value, { ...handed, generation: 0, isForgotten: false });
      this.#inherited.add(value);
    }
  }

  /** Two runs at once begin. */
  raceBegins(now: Date): void {
    this.#racingSinceMs = now.getTime();
  }

  /**
   * Two runs at once are over. If one overwrote the other's password in the vault, only readers of that moment have the
   * overwritten one.
   */
  raceEnds(readable: string | undefined): void {
    for (const handed of this.handed.values()) {
      const isOfRace = handed.madeAtMs >= this.#racingSinceMs;
      if (isOfRace && handed.value !== readable)
        this.#end(handed, "two runs wrote over each other");
    }
    this.#racingSinceMs = Infinity;
  }

  /** Somebody changed or removed passwords outside Pulumi: they are responsible for missing ones. */
  excuseWhatIsGone(sight: Sight): void {
    for (const handed of this.handed.values()) {
      const isThere = sight.token?.passwords.some(({ value }) => value === handed.value);
      if (!isThere) this.#end(handed, "a password was taken outside");
    }
  }

  /**
   * Records an announced end; it must be announced in time, and may move forward only with the access.
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

  /** As documented: without a connection to the registry, a run warns and stores a password unverified. */
  #noteWarning({ lines, taken }: Sight): void {
    if (!lines.some((line) => line.includes("could not be verified"))) return;
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
    const isThere = sight.token?.passwords.some(({ value }) => value === handed.value);
    if (this.isKeptOut(sight) || sight.now.getTime() < handed.countsFromMs) {
      // Nobody logs in yet; what is revoked in the meantime is gone, even if the file reverts that.
      if (!isThere && this.isRevoked(handed)) this.#end(handed, "a password was revoked");
      return;
    }
    if (this.hasEnded(handed, sight.now)) {
      // No restored state brings back what was replaced after its announced end.
      if (!isThere) handed.isOver = "a password was followed by another";
      return;
    }
    if (sight.accepts(handed.value)) return;
    const excuse = this.#excuse(handed, sight);
    if (excuse === undefined) throw this.broken(handed, "is refused before its announced end");
    this.#end(handed, excuse);
  }

  /** Has the access ended? In the first minutes of a day the program still uses the day before, and Azure does not. */
  isKeptOut({ now }: Sight): boolean {
    const { notAfter } = this.law ?? {};
    return this.isClosed || (notAfter !== undefined && notAfter <= now.toISOString().slice(0, 10));
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

  /** The allowed reasons for a password to stop before its announced end; none for the password in the vault. */
  #excuse(handed: Handed, sight: Sight): Event | undefined {
    if (this.law === undefined) return undefined;
    // Neither the state nor the vault contains it any more: two faults at once.
    if (handed.isForgotten && !sight.isMarked) return "a password was forgotten";
    if (handed.madeAtMs >= this.#racingSinceMs) return "two runs wrote over each other";
    if (handed.value === sight.readable) return undefined;
    return this.isRevoked(handed) ? "a password was revoked" : undefined;
  }

  /** Was its generation revoked by the file? */
  isRevoked({ generation }: Made): boolean {
    const { revokeBefore = 1 } = this.law ?? {};
    return revokeBefore > 1 && generation !== undefined && generation < revokeBefore;
  }
}
