// Waits for a token or its registry to become free: Azure refuses writes while another operation runs.

import { type PipelinePolicy, retryPolicy } from "@azure/core-rest-pipeline";
import type { Http } from "../http";

/**
 * Waits out 409 TokenNotActive, which a token answers for some seconds after its creation (reported), and
 * AnotherOperationInProgress (assumed).
 */
export function waitUntilTokenIsActive({ clientOptions }: Http): PipelinePolicy {
  const { retryDelayInMs } = clientOptions.retryOptions;
  return retryPolicy(
    [
      {
        name: "tokenNotActive",
        retry: ({ response, retryCount }) =>
          response?.status === 409 &&
          /TokenNotActive|AnotherOperationInProgress/.test(response.bodyAsText ?? "")
            ? { retryAfterInMs: Math.min(2 ** retryCount, 10) * retryDelayInMs }
            : { skipStrategy: true },
      },
    ],
    { maxRetries: 10 },
  );
}
