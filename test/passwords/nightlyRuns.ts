// A token through many nights: a run each day, settings that change in between, and what the words have promised.

import { addDays } from "../../access/days";
import { type Decision, type Held, isRevoked } from "../../passwords/decision";
import { nextIssue } from "../../passwords/nextIssue";
import { decide } from "../../passwords/rotation";
import { type HeldSlot, type Wanted, withAnnouncedEnds } from "../../passwords/validity";
import { slot, wanted } from "./passwords";

/** What happens on a day before its run. */
export type Edit =
  | { kind: "settings"; lifetimeDays: number; rotateBeforeDays: number }
  | { kind: "rotation"; rotation: Wanted["rotation"] }
  | { kind: "generation"; revokes: boolean }
  | { kind: "access"; forDays: number | undefined }
  | { kind: "lost in the vault" }
  | { kind: "removed outside Pulumi"; isCurrent: boolean };

/** What people were told of one password. */
interface Told {
  expiresOn: string | undefined;
  endsOn?: string | undefined;
  endsWithAccess?: HeldSlot["endsWithAccess"] | undefined;
}

export const FIRST_DAY = "2026-01-01";

/** Runs each night on a token, and complains of what must not be. */
export class NightlyRuns {
  today = FIRST_DAY;
  wanted: Wanted = wanted();
  held: Held;
  /** How often a password was issued, and what else happened. */
  readonly tally: Record<string, number> = {};
  /** Why a current password may end without an overlap with the next. */
  mayLackOverlap = false;

  readonly #told = new Map<string, Told>();
  #isDirty = false;
  #expected: string | undefined;

  constructor(adopted: readonly HeldSlot[]) {
    this.held = { hasValue: false, slots: adopted };
    for (const each of adopted) this.#told.set(each.createdAt, { expiresOn: each.expiresOn });
    this.run(undefined);
  }

  /** One night. @throws Error naming the promise that was broken */
  night(edit: Edit | undefined): void {
    this.today = addDays(this.today, 1);
    this.run(edit);
  }

  run(edit: Edit | undefined): void {
    if (edit !== undefined) this.#edit(edit);
    const { notAfter } = this.wanted;
    this.wanted.enabled = notAfter === undefined || this.today < notAfter;
    const decision = decide(this.held, this.wanted, { today: this.today, mayRotate: true });
    this.#count(decision.kind);
    const isPreviewed = edit === undefined && this.today !== FIRST_DAY && this.wanted.enabled;
    if (isPreviewed) this.#checkPreviewed(decision);
    if (decision.kind === "issue") this.#issue(decision);
    else if (this.#isDirty && decision.kind !== "refuse") this.#announce();
    if (decision.kind !== "refuse") this.#isDirty = false;
    this.#revoke();
    this.#checkCurrent();
    this.#expected = nextIssue(
      this.held,
      { ...this.wanted, enabled: true },
      addDays(this.today, 1),
    );
  }

  #edit(edit: Edit): void {
    this.#isDirty = true;
    const { held, today } = this;
    if (edit.kind === "settings") {
      const { lifetimeDays, rotateBeforeDays } = edit;
      this.wanted = { ...this.wanted, lifetimeDays, rotateBeforeDays };
    } else if (edit.kind === "rotation") {
      this.wanted = { ...this.wanted, rotation: edit.rotation };
    } else if (edit.kind === "generation") {
      const generation = this.wanted.generation + 1;
      const revokeBefore = edit.revokes ? generation : this.wanted.revokeBefore;
      this.wanted = { ...this.wanted, generation, revokeBefore };
    } else if (edit.kind === "access") {
      const notAfter = edit.forDays === undefined ? undefined : addDays(today, edit.forDays);
      this.wanted = { ...this.wanted, notAfter };
      this.mayLackOverlap = true;
    } else if (edit.kind === "lost in the vault") {
      this.held = { ...held, hasValue: false };
    } else {
      const isGone = ({ name }: HeldSlot) => (name === held.currentSlot) === edit.isCurrent;
      this.held = { ...held, slots: held.slots.filter((each) => !isGone(each)) };
    }
  }

  #issue({ slot: name, expiresOn }: Decision & { kind: "issue" }): void {
    const before = this.held.slots.find((each) => each.name === name);
    // Nobody counts on a password while the token is disabled; what the vault lost then is replaced in its slot.
    const isCounted = this.wanted.enabled && before !== undefined && this.#isPromised(before);
    if (isCounted && !isRevoked(before, this.wanted)) {
      throw new Error(`${this.today}: issued over ${before.name} of ${before.createdAt}`);
    }
    if (before !== undefined && name === this.held.currentSlot && !this.mayLackOverlap) {
      throw new Error(`${this.today}: ${name} ended before the next one came`);
    }
    const { generation } = this.wanted;
    const issued = slot(name, { createdAt: `${this.today}T08:00:00.000Z`, expiresOn, generation });
    this.#told.set(issued.createdAt, { expiresOn });
    const others = this.held.slots.filter((each) => each.name !== name);
    this.held = { currentSlot: name, hasValue: true, slots: [...others, issued] };
    this.#announce();
  }

  #announce(): void {
    const { currentSlot } = this.held;
    const current = this.held.slots.find(({ name }) => name === currentSlot);
    const slots = withAnnouncedEnds(this.held.slots, current, this.wanted, this.today);
    this.held = { ...this.held, slots };
    for (const each of slots) this.#hear(each);
  }

  /** People hear of an end: with the usual notice, and never of two for one password but when the access ends. */
  #hear({ createdAt, endsOn, endsWithAccess }: HeldSlot): void {
    const told = this.#told.get(createdAt);
    if (told === undefined) throw new Error(`${this.today}: nobody was told of ${createdAt}`);
    const notice = addDays(this.today, this.wanted.rotateBeforeDays);
    if (endsOn !== told.endsOn) {
      if (told.endsOn !== undefined) throw new Error(`${this.today}: ${createdAt}: another end`);
      if (endsOn !== undefined && endsOn < notice) throw new Error(`${this.today}: no notice`);
      told.endsOn = endsOn;
      this.#count("announced");
    }
    if (endsWithAccess?.on !== told.endsWithAccess?.on && endsWithAccess !== undefined) {
      const { on, notAfter } = endsWithAccess;
      const isJustified = notAfter === this.wanted.notAfter && (on >= notice || on === notAfter);
      if (!isJustified) throw new Error(`${this.today}: ${createdAt}: an end for no access`);
      this.#count("announced with the access");
    }
    told.endsWithAccess = endsWithAccess ?? told.endsWithAccess;
  }

  /** What was told with the end of the access counts while the access ends then, or before. */
  #isPromised({ createdAt }: HeldSlot): boolean {
    const { expiresOn, endsOn, endsWithAccess } = this.#told.get(createdAt) ?? {};
    const { notAfter } = this.wanted;
    const isEnding =
      endsWithAccess !== undefined && notAfter !== undefined && notAfter <= endsWithAccess.notAfter;
    const ends = [expiresOn, endsOn, isEnding ? endsWithAccess.on : undefined];
    return ends.every((end) => end === undefined || end > this.today);
  }

  #revoke(): void {
    const { currentSlot } = this.held;
    const isKept = (each: HeldSlot) =>
      each.name === currentSlot || !isRevoked(each, this.wanted) || this.#isDirty;
    this.held = { ...this.held, slots: this.held.slots.filter(isKept) };
  }

  /** The vault hands out a password that works, unless it was lost there while both are promised. */
  #checkCurrent(): void {
    const { currentSlot, hasValue, slots } = this.held;
    const current = slots.find(({ name }) => name === currentSlot);
    if (!this.wanted.enabled || !hasValue) return;
    if (current === undefined || (current.expiresOn ?? "9") <= this.today) {
      throw new Error(`${this.today}: ${currentSlot} has ended without a successor`);
    }
  }

  #checkPreviewed({ kind }: Decision): void {
    if ((kind === "issue") === (this.#expected === this.today)) return;
    throw new Error(`${this.today}: ${kind}, and the next one was previewed for ${this.#expected}`);
  }

  #count(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1;
  }
}
