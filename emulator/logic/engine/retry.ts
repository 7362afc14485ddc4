// Whether and when a failed request is sent again.

import type { HttpAction } from "../definition/actionSchema";
import { durationMs } from "../definition/duration";

/** How often to try again, and how long to wait before each time. */
export interface RetryPlan {
  readonly count: number;
  /** `retried` counts from 0. */
  waitMs(retried: number): number;
}

/**
 * The plan of a policy.
 *
 * By default 4 times, after 7.5 seconds and then twice as long each time, within 5 and 45 seconds. The service varies the
 * waits of an exponential policy by chance; here they are always the same.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/error-exception-handling#retry-policies
 */
export function retryPlan(policy: HttpAction["inputs"]["retryPolicy"]): RetryPlan {
  switch (policy?.type) {
    case "none":
      return { count: 0, waitMs: () => 0 };
    case "fixed":
      return { count: policy.count, waitMs: () => durationMs(policy.interval) ?? 0 };
    case "exponential": {
      const least = durationMs(policy.minimumInterval ?? "PT0S") ?? 0;
      const most = durationMs(policy.maximumInterval ?? "P1D") ?? 0;
      return exponential(policy.count, durationMs(policy.interval) ?? 0, least, most);
    }
    case undefined:
      return exponential(4, 7_500, 5_000, 45_000);
  }
}

/** Documented: 408, 429, 5xx, and connection errors. */
export function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** What a Retry-After header says, in milliseconds; undefined when there is none. */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

function exponential(count: number, firstMs: number, least: number, most: number): RetryPlan {
  return { count, waitMs: (retried) => Math.min(Math.max(firstMs * 2 ** retried, least), most) };
}
