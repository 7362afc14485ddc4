// Within a time in which something was granted, the times in which a password worked.

import type { Life, Lives, PasswordLife } from "../lives";
import { minuteOf, updateLine } from "./answer";

/** A time in which something was granted: numbers of the updates that began and ended it. @default `to` - it lasts */
export interface Granted {
  readonly from: number;
  readonly to?: number;
}

/** A time in which a password worked. */
export interface PulledTime {
  /** ISO 8601 */
  readonly from: string;
  /** ISO 8601; null while one works. */
  readonly to: string | null;
  /** Number of the update that began it. */
  readonly by: number;
}

/** All of them, in order. Passwords that the state does not name count as working. */
export function pulledTimes(lives: Lives, life: Life, { from, to }: Granted): PulledTime[] {
  const start = endOf(lives, from);
  const end = to === undefined ? null : endOf(lives, to);
  if (life.hasUnknownPasswords === true) return [{ from: start, to: end, by: from }];
  return life.passwords
    .filter((password) => password.from < (end ?? lives.asOf) && isAfter(password, start))
    .map((password): PulledTime => {
      const isFirst = password.from <= start;
      const ended = password.end === undefined || isAfter(password, end) ? end : password.end;
      return { ...(isFirst ? { from: start, by: from } : begun(password)), to: ended };
    })
    .toSorted((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))
    .reduce(joined, []);
}

/** From and to in words, for each of them; one of its own where no password worked. */
export function timeCells(lives: Lives, life: Life, granted: Granted): [string, string][] {
  const times = pulledTimes(lives, life, granted);
  const { updates } = lives;
  const lineOf = (number: number) => updateLine(updates[number - 1]);
  const { from, to } = granted;
  if (times.length === 0) {
    const until = to === undefined ? NEVER : `${lineOf(to)}; no password worked`;
    return [[lineOf(from), until]];
  }
  return times.map((time, index) => {
    const begun = lineOf(time.by);
    if (time.to === null) return [begun, life.hasUnknownPasswords === true ? MAYBE : STILL];
    if (to !== undefined && time.to === endOf(lives, to)) return [begun, lineOf(to)];
    const isLast = to === undefined && index === times.length - 1;
    const at = minuteOf(time.to);
    return [begun, isLast ? `no password works since ${at}` : `${at}: no password worked`];
  });
}

const STILL = "still";
const MAYBE = "still, if a password works: the state names none";
const NEVER = "granted, without a password";

function begun({ from, seenIn }: PasswordLife) {
  return { from, by: seenIn };
}

/** Did it work after this instant? Nothing is after the present. */
function isAfter({ end }: PasswordLife, instant: string | null): boolean {
  return instant !== null && (end === undefined || end > instant);
}

function joined(times: PulledTime[], time: PulledTime): PulledTime[] {
  const last = times.at(-1);
  if (last === undefined || (last.to !== null && last.to < time.from)) return [...times, time];
  const to = last.to === null || (time.to !== null && time.to < last.to) ? last.to : time.to;
  return [...times.slice(0, -1), { ...last, to }];
}

function endOf({ updates }: Lives, number: number): string {
  return updates[number - 1]?.endedAt ?? "";
}
