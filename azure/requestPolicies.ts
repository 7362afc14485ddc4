// How long a request may take, how long its retries may wait, and that a cancelled run sends nothing more.

import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "./azureError";

/** The longest wait before a retry; a run that Azure asks to wait longer ends and says so. */
const LONGEST_WAIT_SECONDS = 120;

/** Policies for a pipeline with retries. */
export interface RequestPolicies {
  /** Around a request with all its attempts. */
  eachRequest: PipelinePolicy;
  /** Around each attempt, the outermost first. */
  eachAttempt: readonly PipelinePolicy[];
}

/**
 * Makes the policies.
 *
 * @param signal cancels: an attempt that is under way is finished, a wait before the next one is not
 * @param timeoutMs how long to wait for an answer
 */
export function requestPolicies(signal: AbortSignal, timeoutMs: number): RequestPolicies {
  const callers = new WeakMap<PipelineRequest, AbortSignal>();
  return {
    eachRequest: describeCancellation(signal, callers),
    eachAttempt: [stopBetweenAttempts(signal, callers), refuseLongWaits(), giveUpAfter(timeoutMs)],
  };
}

/** What a cancelled run ends with. */
export function cancelled(): AzureError {
  return new AzureError({ operation: "stopping", reason: "cancelled before the next request" });
}

/** A wait that was cut short ends in an error of the client's own, which says less. */
function describeCancellation(
  signal: AbortSignal,
  callers: WeakMap<PipelineRequest, AbortSignal>,
): PipelinePolicy {
  return {
    name: "describeCancellation",
    async sendRequest(request, next) {
      if (request.abortSignal) callers.set(request, request.abortSignal as AbortSignal);
      try {
        return await next(request);
      } catch (thrown) {
        throw signal.aborted && (thrown as Error).name === "AbortError" ? cancelled() : thrown;
      }
    },
  };
}

function stopBetweenAttempts(
  signal: AbortSignal,
  callers: WeakMap<PipelineRequest, AbortSignal>,
): PipelinePolicy {
  return {
    name: "stopBetweenAttempts",
    async sendRequest(request, next) {
      if (signal.aborted) throw cancelled();
      const caller = callers.get(request);
      request.abortSignal = caller;
      let isDone = false;
      try {
        const response = await next(request);
        isDone = !mayBeTriedAgain(response);
        return response;
      } finally {
        // A wait before another attempt goes by this signal; an answer must never be thrown away for it.
        if (!isDone) request.abortSignal = anyOf(caller, signal);
      }
    },
  };
}

/** 409 is what a token answers while another operation runs. */
function mayBeTriedAgain({ status }: PipelineResponse): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function refuseLongWaits(): PipelinePolicy {
  return {
    name: "refuseLongWaits",
    async sendRequest(request, next) {
      const response = await next(request);
      const seconds = secondsToWait(response);
      if (seconds <= LONGEST_WAIT_SECONDS) return response;
      throw Object.assign(new Error(`Azure asks to wait ${seconds} seconds`), {
        statusCode: response.status,
        code: /"code":\s*"(\w+)"/.exec(response.bodyAsText ?? "")?.[1],
        response,
      });
    },
  };
}

/** What Retry-After says: seconds, or a date. */
function secondsToWait({ status, headers }: PipelineResponse): number {
  const asked = headers.get("retry-after");
  if (asked === undefined || (status !== 429 && status !== 503)) return 0;
  const seconds = Number(asked);
  if (!Number.isNaN(seconds)) return seconds;
  const sent = Date.parse(headers.get("date") ?? "");
  return Math.ceil((Date.parse(asked) - sent) / 1000) || 0;
}

/** Ends a request without an answer, by a timer that does not keep the process alive as the client's own does. */
function giveUpAfter(timeoutMs: number): PipelinePolicy {
  return {
    name: "giveUpAfter",
    async sendRequest(request, next) {
      const given = request.abortSignal as AbortSignal | undefined;
      const timeout = AbortSignal.timeout(timeoutMs);
      request.abortSignal = anyOf(given, timeout);
      try {
        return await next(request);
      } catch (thrown) {
        if (!timeout.aborted || given?.aborted) throw thrown;
        const message = `no answer within ${timeoutMs / 1000} seconds`;
        throw Object.assign(new Error(message, { cause: thrown }), { code: "ETIMEDOUT" });
      } finally {
        request.abortSignal = given;
      }
    },
  };
}

function anyOf(given: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return given === undefined ? other : AbortSignal.any([given, other]);
}
