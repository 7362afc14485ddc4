// The only source of "now": the computer's clock, or a moved one if the cloud is the emulator.

/** The variable that moves the clock: an ISO 8601 instant such as `2026-11-21T09:00:00Z`. */
export const NOW_VARIABLE = "CUSTOMER_ACCESS_NOW";

/**
 * The largest allowed difference between this machine's clock and Azure's, in milliseconds; a run with a larger one
 * ends at once.
 */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Returns the current instant.
 *
 * `CUSTOMER_ACCESS_NOW` counts only while `ARM_METADATA_HOSTNAME` names this computer, so that a forgotten
 * variable can never make a run against Azure rotate, or fail to rotate, by a wrong date.
 */
export function now(env: NodeJS.ProcessEnv): Date {
  const moved = env[NOW_VARIABLE];
  if (moved === undefined || !isMoved(env)) return new Date();
  const instant = new Date(moved);
  // Days after the year 9999 cannot be compared as text.
  if (Number.isNaN(instant.getTime()) || !/^\d{4}-/.test(instant.toISOString())) {
    throw new Error(
      `${NOW_VARIABLE}: "${moved}" is not an ISO 8601 instant; use for example 2026-11-21T09:00:00Z`,
    );
  }
  return instant;
}

/** Does {@link NOW_VARIABLE} set the clock? */
export function isMoved(env: NodeJS.ProcessEnv): boolean {
  return env[NOW_VARIABLE] !== undefined && isLoopback(env.ARM_METADATA_HOSTNAME);
}

/** Returns the current day in UTC as `YYYY-MM-DD`; all rotation dates are whole UTC days. */
export function today(env: NodeJS.ProcessEnv): string {
  return now(env).toISOString().slice(0, 10);
}

/**
 * Returns a day (UTC, `YYYY-MM-DD`) that has also begun by Azure's clock, which this process does not ask.
 *
 * So nothing that is valid until a day ends before Azure's midnight. What ends some minutes late here ends on time in
 * Azure by itself.
 */
export function dayBegunEverywhere(env: NodeJS.ProcessEnv): string {
  return new Date(now(env).getTime() - CLOCK_TOLERANCE_MS).toISOString().slice(0, 10);
}

/** Is this `host` or `host:port` this computer itself? */
export function isLoopback(host: string | undefined): boolean {
  return (
    host !== undefined && /^(https:\/\/)?(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?$/.test(host)
  );
}
