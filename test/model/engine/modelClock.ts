// The emulator's clock in a model run: it stands still and is moved, so that a sequence is the same each time.

import { type Clock, sevenDigits } from "../../../emulator/time/clock";

const DAY_MS = 86_400_000;

/** A clock that nothing but its methods moves. */
export class ModelClock implements Clock {
  readonly ticks = false;
  #ms: number;
  #sequence = 0;

  constructor(iso: string) {
    this.#ms = Date.parse(iso);
  }

  now(): Date {
    return new Date(this.#ms);
  }

  /** The day it is, `YYYY-MM-DD` (UTC). */
  today(): string {
    return this.now().toISOString().slice(0, 10);
  }

  nowInSeconds(): number {
    return Math.floor(this.#ms / 1000);
  }

  timestamp(): string {
    this.#sequence = (this.#sequence + 1) % 10_000;
    return sevenDigits(this.now(), this.#sequence);
  }

  set(iso: string): void {
    this.#ms = Date.parse(iso);
  }

  advanceDays(days: number): void {
    this.#ms += days * DAY_MS;
  }

  advanceMs(ms: number): void {
    this.#ms += ms;
  }

  offsetMs(): number {
    return this.#ms - Date.now();
  }
}
