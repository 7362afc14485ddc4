// Sends requests as azure-native's pipeline does: retries and honoured waits.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, request as startRequest } from "node:https";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { isMap, type PropertyMap } from "../wire";

/** One request, complete with its address. */
export interface Request {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** By lower-case name. */
  readonly headers: Pick<Headers, "get">;
  /** The JSON object in the body; empty when there is none. */
  readonly body: PropertyMap;
  /** The body as it came. */
  readonly text: string;
}

// The statuses and the four tries are azcore's and azure-native's (provider/pkg/azure/client_azcore.go; documented).
// Their waits of 20, 60 and 120 s are cut down, because an emulator recovers at once.
const RETRIED_STATUSES: readonly number[] = [408, 429, 500, 502, 503, 504];
const TRIES = 4;
const FIRST_WAIT_MS = 100;
const LONGEST_RETRY_AFTER_MS = 120_000;

/** Sends requests until cancelled. */
export class Requests {
  readonly #userAgent: string;
  readonly #cancellation = new AbortController();

  readonly #agent: Agent;

  /** @param options.ca PEM certificates to trust in addition to the system's */
  constructor(userAgent: string, { ca }: { readonly ca?: string } = {}) {
    this.#userAgent = userAgent;
    this.#agent = new Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) });
  }

  /** Lets the request on its way end, and refuses every further one. */
  cancel(): void {
    this.#cancellation.abort(new Error("cancelled between two requests to Azure"));
  }

  /** Sends one request, with retries, and gives the last answer, whatever its status. */
  send(request: Request): Promise<Answer> {
    return this.#try(request, 1);
  }

  /** Waits, unless cancelled. */
  async wait(milliseconds: number): Promise<void> {
    const { signal } = this.#cancellation;
    await sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }

  async #try(request: Request, attempt: number): Promise<Answer> {
    this.#cancellation.signal.throwIfAborted();
    const answer = await this.#sendOnce(request).catch((error: unknown) => {
      if (attempt === TRIES) {
        throw unreachable(request, error);
      }
      return undefined;
    });
    const wait = retryAfterMs(answer?.headers) ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
    const isFinal =
      answer !== undefined &&
      (!isRetried(request, answer) || attempt === TRIES || wait > LONGEST_RETRY_AFTER_MS);
    if (isFinal) {
      return answer;
    }
    await this.wait(wait);
    return this.#try(request, attempt + 1);
  }

  async #sendOnce({ method, url, body = "", ...request }: Request): Promise<Answer> {
    const sent = startRequest(url, {
      method,
      agent: this.#agent,
      headers: {
        accept: "application/json",
        "user-agent": this.#userAgent,
        ...request.headers,
      },
    });
    const answered = once(sent, "response") as Promise<[IncomingMessage]>;
    sent.end(body);
    const [response] = await answered;
    const text = await textOf(response);
    const { statusCode: status = 0, statusMessage: statusText = "" } = response;
    const headers = { get: (name: string) => response.headers[name]?.toString() ?? null };
    return { status, statusText, headers, body: jsonObject(text), text };
  }
}

/** The Retry-After of an answer; zero counts as none. */
export function retryAfterMs(headers: Answer["headers"] | undefined): number | undefined {
  const value = headers?.get("retry-after") ?? "";
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return milliseconds > 0 ? milliseconds : undefined;
}

// Newer versions of azure-native also wait for others who write into the same vault (client_azcore.go; documented).
function isRetried({ url }: Request, { status, body }: Answer): boolean {
  const code = isMap(body.error) ? body.error.code : undefined;
  const isOfVault = url.includes("/providers/Microsoft.KeyVault/");
  return (
    RETRIED_STATUSES.includes(status) ||
    (status === 409 &&
      (code === "AnotherOperationInProgress" || (isOfVault && code === "ConflictError")))
  );
}

function unreachable({ method, url }: Request, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { origin, pathname } = new URL(url);
  return new Error(
    `${method} ${pathname}: no answer from ${origin}: ${cause instanceof Error ? cause.message : cause}`,
    { cause: error },
  );
}

function jsonObject(text: string): PropertyMap {
  try {
    const value = JSON.parse(text);
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}
