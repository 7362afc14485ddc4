// Time limits of requests and their retries, and the stop of a cancelled run.

import { randomInt } from "node:crypto";
import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { timeAttempts } from "./answerTime";
import { AzureError } from "./azureError";
import { refuseWebPages } from "./foreignAnswers";

/** The longest wait before a retry; if Azure asks for a longer one, the run ends with an error. */
const LONGEST_WAIT_SECONDS = 120;

/** The longest back-off of our own, where Azure does not say how long to wait. */
const LONGEST_BACK_OFF_MS = 30_000;

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
 * @param signal cancels: an attempt that was sent is finished, a wait before the next one is not
 * @param options.timeoutMs how long to wait for an answer
 * @param options.retryDelayMs how long to wait before the first retry after 429 where Azure does not say it
 */
export function requestPolicies(
  signal: AbortSignal,
  { timeoutMs, retryDelayMs }: { timeoutMs: number; retryDelayMs: number },
): RequestPolicies {
  const callers = new WeakMap<PipelineRequest, AbortSignal>();
  return {
    eachRequest: describeCancellation(signal, callers),
    eachAttempt: [
      stopBetweenAttempts(signal, callers),
      timeRetries(retryDelayMs),
      refuseWebPages(),
      giveUpAfter(timeoutMs),
      timeAttempts(),
    ],
  };
}

/** The error of a cancelled run. */
export function cancelled(): AzureError {
  return new AzureError({ operation: "stopping", reason: "cancelled before the next request" });
}

/** A cancelled wait ends in the client's own error, which says less. */
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
        // Cancels a wait before another attempt; an answer must never be lost because of it.
        if (!isDone) request.abortSignal = anyOf(caller, signal);
      }
    },
  };
}

/** A token answers 409 while another operation runs. */
function mayBeTriedAgain({ status }: PipelineResponse): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * Puts the wait before a retry into the header that the clients' retries read first, in whatever form Azure asks for
 * it.
 *
 * Without a wait, the clients do not retry after 429, and they compare a date only with this machine's clock.
 */
function timeRetries(retryDelayMs: number): PipelinePolicy {
  const throttled = new WeakMap<PipelineRequest, number>();
  return {
    name: "timeRetries",
    async sendRequest(request, next) {
      const response = await next(request);
      if (response.status !== 429 && response.status !== 503) return response;
      const askedMs = askedWaitMs(response);
      if (askedMs === undefined && response.status === 503) {
        response.headers.delete("retry-after");
        return response;
      }
      const before = throttled.get(request) ?? 0;
      throttled.set(request, before + 1);
      const waitMs = askedMs ?? backOffMs(retryDelayMs * 2 ** before);
      if (waitMs > LONGEST_WAIT_SECONDS * 1000) throw tooLong(waitMs, response);
      response.headers.set("retry-after-ms", String(waitMs));
      return response;
    },
  };
}

function tooLong(waitMs: number, response: PipelineResponse): Error {
  return Object.assign(new Error(`Azure asks to wait ${Math.ceil(waitMs / 1000)} seconds`), {
    statusCode: response.status,
    code: /"code":\s*"(\w+)"/.exec(response.bodyAsText ?? "")?.[1],
    response,
  });
}

/**
 * The wait that Azure asks for, in milliseconds, seconds or as a date. @returns undefined if there is none that can be
 * read
 */
function askedWaitMs({ headers }: PipelineResponse): number | undefined {
  const asked = [
    number(headers.get("retry-after-ms")),
    number(headers.get("x-ms-retry-after-ms")),
    number(headers.get("retry-after"), 1000),
    untilMs(headers.get("retry-after"), headers.get("date")),
  ].find((each) => each !== undefined);
  return asked === undefined ? undefined : Math.max(0, asked);
}

function number(text: string | undefined, factor = 1): number | undefined {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value * factor;
}

/** By the server's clock, not this machine's. */
function untilMs(date: string | undefined, sent: string | undefined): number | undefined {
  const waitMs = Date.parse(date ?? "") - Date.parse(sent ?? "");
  return Number.isNaN(waitMs) ? undefined : waitMs;
}

/** Half of it is fixed and half is random, so that clients that were throttled together do not retry together. */
function backOffMs(delayMs: number): number {
  const half = Math.ceil(Math.min(delayMs, LONGEST_BACK_OFF_MS) / 2);
  return half + randomInt(half + 1);
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
