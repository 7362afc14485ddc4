// When an answer was sent, by the clock of whoever sent it, and how long it was under way.

import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";

/** What an answer tells of the time. */
export interface AnswerTime {
  /** Azure's time in milliseconds since 1970, in whole seconds; undefined where the answer does not tell it. */
  readonly azureMs: number | undefined;
  /** How long the attempt took that brought the answer, without those before it. */
  readonly durationMs: number;
  /** Why the answer does not tell it. */
  readonly silence?: "no Date" | "a cache";
}

/** Reads the `Date` of an answer; one with an `Age` comes out of a cache, and tells nothing. */
export function answerTime(response: PipelineResponse): AnswerTime {
  const durationMs = durations.get(response) ?? 0;
  if (response.headers.has("age")) return { azureMs: undefined, durationMs, silence: "a cache" };
  const azureMs = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(azureMs)
    ? { azureMs: undefined, durationMs, silence: "no Date" }
    : { azureMs, durationMs };
}

/** Measures each attempt, whatever this machine's clock does meanwhile. */
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
