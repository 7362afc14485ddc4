// The emulator's clock: real time plus an offset that tests may move, so that it ticks like Azure's own.

/** The time of everything in the emulated world, except the lifetime of Entra's access tokens. */
export interface Clock {
  now(): Date;
  /** Whole seconds since 1970, the form that Key Vault and JWTs use. */
  nowInSeconds(): number;
  /** ISO 8601 with Azure's seven fractional digits; no two answers are equal. */
  timestamp(): string;
  set(iso: string): void;
  advanceDays(days: number): void;
  /** How far the clock is ahead of the machine's. */
  offsetMs(): number;
  /** Whether it goes on by itself; else only its methods move it. */
  readonly ticks: boolean;
}

/** A clock that is `offsetMs` ahead of the machine's. */
export function createClock(offsetMs = 0): Clock {
  return clockBeside(() => Date.now(), offsetMs, true);
}

/** A clock that stands still until it is moved, so that whatever it is used for goes the same way each time. */
export function createStillClock(iso: string): Clock {
  const beginningMs = Date.parse(iso);
  return clockBeside(() => beginningMs, 0, false);
}

function clockBeside(machineMs: () => number, offsetMs: number, ticks: boolean): Clock {
  let offset = offsetMs;
  let sequence = 0;
  const nowMs = () => machineMs() + offset;

  return {
    now: () => new Date(nowMs()),
    nowInSeconds: () => Math.floor(nowMs() / 1000),
    timestamp() {
      sequence = (sequence + 1) % 10_000;
      return sevenDigits(new Date(nowMs()), sequence);
    },
    set(iso) {
      const target = readTime(iso);
      if (target === undefined) {
        throw new RangeError(
          `clock: "${iso}" is not a time; give ISO 8601, for example 2026-03-01T00:00:00Z`,
        );
      }
      offset = target - machineMs();
    },
    advanceDays(days) {
      const further = offset + Math.round(days * 86_400_000);
      if (machineMs() + further > LAST_TIME) {
        throw new RangeError(`clock: ${days} more days lead beyond the year 9999; give fewer`);
      }
      offset = further;
    },
    offsetMs: () => offset,
    ticks,
  };
}

/** Reads a time as milliseconds since 1970; undefined for what is none, or lies beyond the year 9999, where Azure's end. */
export function readTime(iso: string): number | undefined {
  const ms = Date.parse(iso);
  return ms <= LAST_TIME ? ms : undefined;
}

const LAST_TIME = Date.parse("9999-12-31T23:59:59.999Z");

/** Writes a time as Azure Resource Manager does: seven fractional digits and a numeric UTC offset. */
export function sevenDigits(time: Date, beyondMilliseconds = 0): string {
  const fraction = String(beyondMilliseconds).padStart(4, "0");
  return time.toISOString().replace("Z", `${fraction}+00:00`);
}

/**
 * Writes a given time as Azure Resource Manager does: no fraction at a whole second.
 *
 * Recorded: `2100-12-31T12:59:59+00:00` in test_repository_token_create.yaml of Azure/azure-cli; that a fraction loses its last zeros is assumed.
 */
export function shortestDigits(time: Date): string {
  return time.toISOString().replace(/\.?0*Z$/, "+00:00");
}
