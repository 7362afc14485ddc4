// When an answer was sent, by the sender's clock, and how long the request took.

import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";

/** What an answer shows about the time. */
export interface AnswerTime {
  /** Azure's time in milliseconds since 1970, in whole seconds; undefined if the answer does not contain it. */
  readonly azureMs: number | undefined;
  /** How long the successful attempt took, without earlier ones. */
  readonly durationMs: number;
  /** Why the answer does not contain it. */
  readonly silence?: "no Date" | "a cache";
}

/** Reads the `Date` of an answer; an answer with an `Age` comes from a cache, so its `Date` is not used. */
export function answerTime(response: PipelineResponse): AnswerTime {
  const durationMs = durations.get(response) ?? 0;
  if (response.headers.has("age")) return { azureMs: undefined, durationMs, silence: "a cache" };
  const azureMs = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(azureMs)
    ? { azureMs: undefined, durationMs, silence: "no Date" }
    : { azureMs, durationMs };
}

/** Measures each attempt, independent of this machine's clock. */
export function timeAttempts(): PipelinePolicy {
  return {
    name: "timeAttempts",
    async sendRequest(request, next) {
      const begun = performance.now();
      const response = await next(request);
      durations.set(response, performance.now() - begun);
      return response;
    },
  };
}

const durations = new WeakMap<PipelineResponse, number>();
