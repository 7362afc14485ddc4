// The only source of "now": the computer's clock, or a moved one where the cloud is the emulator.

/** The variable that moves the clock: an ISO 8601 instant such as `2026-11-21T09:00:00Z`. */
export const NOW_VARIABLE = "CUSTOMER_ACCESS_NOW";

/**
 * Tells the present instant.
 *
 * `CUSTOMER_ACCESS_NOW` counts only while `ARM_METADATA_HOSTNAME` names this computer, so that a forgotten
 * variable can never make a run against Azure rotate, or fail to rotate, by a wrong date.
 */
export function now(env: NodeJS.ProcessEnv): Date {
  const moved = env[NOW_VARIABLE];
  if (moved === undefined || !isLoopback(env.ARM_METADATA_HOSTNAME)) return new Date();
  const instant = new Date(moved);
  // What lies beyond the year 9999 has no day that can be compared as text.
  if (Number.isNaN(instant.getTime()) || !/^\d{4}-/.test(instant.toISOString())) {
    throw new Error(
      `${NOW_VARIABLE}: "${moved}" is not an ISO 8601 instant; use for example 2026-11-21T09:00:00Z`,
    );
  }
  return instant;
}

/** Tells the present day in UTC as `YYYY-MM-DD`; all rotation dates are whole UTC days. */
export function today(env: NodeJS.ProcessEnv): string {
  return now(env).toISOString().slice(0, 10);
}

/** Is this `host` or `host:port` this computer itself? */
export function isLoopback(host: string | undefined): boolean {
  return (
    host !== undefined && /^(https:\/\/)?(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?$/.test(host)
  );
}
