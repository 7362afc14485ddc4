// Keeps requests below Azure's limits, so that they need not be refused first.
import type { SyncTime } from "./world";

/** A bucket of tokens: so many requests at once, then so many a second. */
export interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Resource Manager's, for one identity in one subscription: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling */
export const ARM_WRITES: Limit = { burst: 200, perSecond: 10 };
/** As {@link ARM_WRITES}. */
export const ARM_READS: Limit = { burst: 250, perSecond: 25 };

/** Makes a function that waits until the next request fits. */
export function pacedBy(
  { burst, perSecond }: Limit,
  time: SyncTime,
  signal: AbortSignal,
): () => Promise<void> {
  const everyMs = 1000 / perSecond;
  // When the bucket is full again, if no further request comes.
  let fullAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = time.nowMs();
    fullAtMs = Math.max(fullAtMs, nowMs) + everyMs;
    const waitMs = fullAtMs - burst * everyMs - nowMs;
    if (waitMs > 0) await time.wait(waitMs, signal);
  };
}
