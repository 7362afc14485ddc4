// Waits for the end of a long-running operation of Azure's client.

import { AzureError, azureError } from "./azureError";
import type { Http } from "./http";
import { cancelled } from "./requestPolicies";

/** What Azure's client gives for an operation that may take its time. */
interface Poller<Result> {
  pollUntilDone(options: { abortSignal: AbortSignal }): Promise<Result>;
}

/**
 * Waits for an operation's end; when the run is cancelled, only for the request that is under way.
 *
 * @param timeoutMs how long a single operation may take. @default 5 minutes
 * @throws AzureError
 */
export async function finished<Result>(
  { signal }: Http,
  operation: string,
  poller: Poller<Result>,
  timeoutMs = 5 * 60_000,
): Promise<Result> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await poller.pollUntilDone({ abortSignal: AbortSignal.any([timeout, signal]) });
  } catch (thrown) {
    if (signal.aborted) throw cancelled();
    throw timeout.aborted ? unfinished(operation, timeoutMs) : azureError(operation, thrown);
  }
}

function unfinished(operation: string, timeoutMs: number): AzureError {
  return new AzureError({
    operation,
    code: "ETIMEDOUT",
    reason: `Azure has not finished it within ${timeoutMs / 1000} seconds`,
    advice: "run again in a few minutes",
  });
}
