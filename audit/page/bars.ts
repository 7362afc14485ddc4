// The timeline of a customer as bars: what stands where, as fractions of the time that the page covers.

import type { Life, Lives, PasswordLife } from "../lives";
import { instant, timeWords } from "./moment";
import { piecesOf } from "./pieces";

/** A bar. */
export interface Bar {
  readonly lane: "access" | PasswordLife["slot"];
  /** The state, or how the password ended. */
  readonly what: string;
  /** 0 is the beginning of the page's time, 1 its end. */
  readonly from: number;
  readonly to: number;
  /** `password1, 2026-01-03 09:00 UTC to 2026-04-03 00:00 UTC: rotated`. */
  readonly words: string;
}

/** A mark of the time axis. */
export interface Tick {
  readonly at: number;
  /** `2026-03`, or `2026` in January. */
  readonly word: string;
}

/** The time that the page covers: from the first update to when it was made. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** In milliseconds since 1970. */
export function periodOf({ updates, asOf }: Lives): Period {
  const to = instant(asOf);
  const from = instant(updates[0]?.startedAt ?? asOf);
  return { from: Number.isNaN(from) || from >= to ? to - 86_400_000 : from, to };
}

/** All bars of a customer: access first, then the passwords. */
export function barsOf(lives: Lives, life: Life): Bar[] {
  const period = periodOf(lives);
  return [
    ...piecesOf(lives, life).map(
      ({ standing, fromAt, toAt }): Bar => ({
        lane: "access",
        what: standing,
        ...fractions(period, fromAt, toAt),
        words: `${standing}, ${between(lives, fromAt, toAt)}`,
      }),
    ),
    ...life.passwords.map(
      ({ slot, from, end, how }): Bar => ({
        lane: slot,
        what: how,
        ...fractions(period, from, end),
        words: `${slot}, ${between(lives, from, end)}: ${how}`,
      }),
    ),
  ];
}

/** Months, quarters or years, so that there are at most eight. */
export function ticksOf({ from, to }: Period): Tick[] {
  const months = monthsWithin(from, to);
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => months.length / each <= 8) ?? 120;
  return months
    .filter(([year, month]) => (year * 12 + month) % step === 0)
    .map(([year, month]) => ({
      at: fraction({ from, to }, Date.UTC(year, month, 1)),
      word: step >= 12 ? `${year}` : `${year}-${String(month + 1).padStart(2, "0")}`,
    }));
}

/** Where a moment lies in the period, from 0 to 1. */
export function fraction({ from, to }: Period, ms: number): number {
  return Math.min(Math.max((ms - from) / (to - from), 0), 1);
}

/** A time in words: `2026-01-03 09:00 UTC, still as of 2026-09-30 23:59 UTC`. The page may be read years later. */
export function between({ asOf }: Lives, fromAt: string, toAt: string | undefined): string {
  const end = toAt === undefined ? `, still as of ${timeWords(asOf)}` : ` to ${timeWords(toAt)}`;
  return `${timeWords(fromAt)}${end}`;
}

function fractions(period: Period, from: string, to: string | undefined) {
  const end = to === undefined ? 1 : fraction(period, instant(to));
  return { from: Math.min(fraction(period, instant(from)) || 0, end), to: end };
}

function monthsWithin(from: number, to: number): (readonly [year: number, month: number])[] {
  const first = new Date(from);
  const months: (readonly [number, number])[] = [];
  for (let count = 1; ; count += 1) {
    const month = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + count, 1));
    if (month.getTime() > to) return months;
    months.push([month.getUTCFullYear(), month.getUTCMonth()]);
  }
}
