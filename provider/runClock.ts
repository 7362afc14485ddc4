// The clock of a run: this machine's clock, corrected by Azure's. A large difference stops the run.

import { dayAt } from "../access/days";
import type { AnswerTime } from "../azure/answerTime";
import { CLOCK_TOLERANCE_MS, isLoopback, isMoved, NOW_VARIABLE, now } from "../clock";

/** One answer of Azure with this machine's time. */
export interface ClockReading extends AnswerTime {
  /** This machine's time in the middle of the request, in milliseconds since 1970. */
  readonly ourMs: number;
}

/** The clock of one run. */
export interface RunClock {
  /** The day (UTC, `YYYY-MM-DD`): Azure's, after the comparison. */
  today(): string;
  /** The ISO 8601 instant, by the same clock. */
  instant(): string;
  /**
   * Receives Azure's time.
   *
   * @returns a warning if no answer contained it
   * @throws Error where the two clocks are more than five minutes apart
   */
  compare(readings: readonly ClockReading[]): string | undefined;
}

/** Uses this machine's clock, until it is compared. */
export function runClock(env: NodeJS.ProcessEnv): RunClock {
  let aheadMs = 0;
  return {
    today: () => dayAt(now(env).getTime() + aheadMs),
    instant: () => new Date(now(env).getTime() + aheadMs).toISOString(),
    compare(readings) {
      const told = readings
        .flatMap(({ azureMs, ...reading }) =>
          azureMs === undefined ? [] : [{ ...reading, azureMs }],
        )
        .sort((one, other) => one.durationMs - other.durationMs);
      const wrong = told.find(
        ({ azureMs, ourMs }) => Math.abs(azureMs - ourMs) > CLOCK_TOLERANCE_MS,
      );
      if (wrong !== undefined) throw new Error(apart(wrong, env));
      const [best] = told;
      if (best !== undefined) aheadMs = best.azureMs - best.ourMs;
      const [silent] = readings;
      return best === undefined && silent !== undefined ? unknown(silent) : undefined;
    },
  };
}

function apart(
  { azureMs, ourMs }: { azureMs: number; ourMs: number },
  env: NodeJS.ProcessEnv,
): string {
  const ours = isMoved(env) ? NOW_VARIABLE : "this machine's clock";
  // An emulator's clock may have been moved, as stories move it.
  const advice = isLoopback(env.ARM_METADATA_HOSTNAME)
    ? `run again with ${NOW_VARIABLE}=${written(azureMs)}`
    : "set this machine's clock, and run again";
  return `${ours} says ${written(ourMs)}, and Azure's clock ${written(azureMs)}; nothing was read or changed, because a wrong clock makes working passwords look expired: ${advice}`;
}

function unknown({ silence }: ClockReading): string {
  const why = silence === "a cache" ? "came out of a cache" : "have no Date";
  return `Azure's answers ${why}, so this machine's clock could not be compared with Azure's; make sure that it is right: a wrong clock makes working passwords look expired`;
}

function written(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
