// Sends all requests: retries with back-off for throttling, failures and resets, cancellation between requests, our certificates.

import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { limited } from "./answerSize";
import { type Advice, AzureError, azureError } from "./azureError";
import { requireJsonObjects } from "./foreignAnswers";
import { fieldAt, jsonIn } from "./jsonAnswer";
import { requestPolicies } from "./requestPolicies";

/** How often a request is tried again after 408, 429, 5xx or a broken connection; Retry-After is obeyed. */
const MAX_RETRIES = 5;

/** Options for the Azure clients, and a pipeline for requests without a client. */
export interface Http {
  /** Options that every Azure SDK client here is constructed with. */
  clientOptions: {
    tlsOptions?: { ca: string };
    httpClient: HttpClient;
    retryOptions: { maxRetries: number; retryDelayInMs: number; maxRetryDelayInMs: number };
    additionalPolicies: { policy: PipelinePolicy; position: "perCall" | "perRetry" }[];
  };
  /** Aborted when the run is cancelled. */
  signal: AbortSignal;
  pipeline: Pipeline;
  client: HttpClient;
}

/** How requests are sent. */
export interface HttpOptions {
  /** PEM certificates to trust in addition to the system's; a separate process uses NODE_EXTRA_CA_CERTS instead. */
  ca?: string;
  /** Stops before the next request, also during a wait; a request that was sent is finished. */
  signal?: AbortSignal;
  /** How long to wait before the first retry; each wait is twice the one before. @default 1000 */
  retryDelayMs?: number;
  /** How long to wait for an answer; a request without one is not tried again. @default 60000 */
  timeoutMs?: number;
  /** Carries the requests, for tests whose Azure is in the same process. @default - the network */
  client?: HttpClient;
}

/** Makes the way of sending. */
export function openHttp(options: HttpOptions): Http {
  const signal = options.signal ?? new AbortController().signal;
  const { timeoutMs = 60_000, retryDelayMs = 1_000 } = options;
  const { eachRequest, eachAttempt } = requestPolicies(signal, { timeoutMs, retryDelayMs });
  const client = options.client ?? limited(createDefaultHttpClient());
  const clientOptions: Http["clientOptions"] = {
    ...(options.ca === undefined ? {} : { tlsOptions: { ca: options.ca } }),
    httpClient: client,
    retryOptions: {
      maxRetries: MAX_RETRIES,
      retryDelayInMs: retryDelayMs,
      maxRetryDelayInMs: 30_000,
    },
    additionalPolicies: [
      { policy: eachRequest, position: "perCall" },
      ...[requireJsonObjects(), ...eachAttempt].map((policy) => ({
        policy,
        position: "perRetry" as const,
      })),
    ],
  };
  const pipeline = createPipelineFromOptions(clientOptions);
  pipeline.addPolicy(eachRequest);
  for (const policy of eachAttempt) pipeline.addPolicy(policy, { afterPhase: "Retry" });
  return { clientOptions, signal, pipeline, client };
}

/** A request without an SDK client. */
export interface PlainRequest {
  /** For errors: what is being done, as a gerund. */
  operation: string;
  url: string;
  /** @default "GET" */
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The body; never logged. @default - none */
  json?: unknown;
  /** The body as a form, names and values; never logged. @default - none */
  form?: readonly (readonly [name: string, value: string])[];
  /** Value of the Authorization header; never logged. */
  authorization?: string;
  /** @default "application/json" */
  accept?: string;
  /** The bytes that are asked for: `bytes=0-99`. @default - all */
  range?: string;
  /** The role that the identity lacks when Azure answers 403. @default - the one that may change tokens */
  role?: string;
}

/** Sends a request and gives the answer, whatever its status. @throws AzureError when no answer came */
export async function send(http: Http, request: PlainRequest): Promise<PipelineResponse> {
  const headers = createHttpHeaders({ accept: request.accept ?? "application/json" });
  if (request.authorization !== undefined) headers.set("authorization", request.authorization);
  if (request.range !== undefined) headers.set("range", request.range);
  const body = bodyOf(request);
  if (body !== undefined) headers.set("content-type", body.type);
  try {
    return await http.pipeline.sendRequest(
      http.client,
      createPipelineRequest({
        url: request.url,
        method: request.method ?? "GET",
        headers,
        ...(body === undefined ? {} : { body: body.text }),
      }),
    );
  } catch (thrown) {
    throw azureError(request.operation, thrown);
  }
}

function bodyOf({ json, form }: PlainRequest): { type: string; text: string } | undefined {
  if (json !== undefined) return { type: "application/json", text: JSON.stringify(json) };
  if (form === undefined) return undefined;
  const text = new URLSearchParams(
    form.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  return { type: "application/x-www-form-urlencoded", text };
}

/**
 * Sends a GET and gives the JSON of a 200.
 *
 * @param request.needs paths of required fields, such as `properties.vaultUri`
 * @throws AzureError for anything else
 */
export async function getJson<Answer>(
  http: Http,
  request: PlainRequest & { needs: readonly string[] },
): Promise<Answer> {
  const response = await send(http, request);
  if (response.status !== 200) throw unexpectedAnswer(request.operation, response, request);
  return answerIn<Answer>(request.operation, response, request.needs);
}

/** The JSON of a successful answer. @throws AzureError when it is not JSON, or lacks a field */
export function answerIn<Answer>(
  operation: string,
  response: PipelineResponse,
  needs: readonly string[],
): Answer {
  const { status } = response;
  const answer = jsonIn(response);
  const missing = needs.find((path) => fieldAt(answer, path) === undefined);
  if (answer !== undefined && missing === undefined) return answer as Answer;
  const reason = answer === undefined ? "the answer is not JSON" : `the answer has no ${missing}`;
  throw new AzureError({ operation, status, reason, advice: "run again" });
}

/** The error for an answer of another status than expected: Azure's code and words, where the answer has them. */
export function unexpectedAnswer(
  operation: string,
  response: PipelineResponse,
  advice: Advice = {},
): AzureError {
  const details = jsonIn(response);
  const message = "an unexpected answer";
  return azureError(operation, { status: response.status, response, details, message }, advice);
}
