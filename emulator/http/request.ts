// What a handler is given, and how it reads the body.
import type { IncomingHttpHeaders } from "node:http";
import type { HostName } from "./hosts";
import { Refusal, type Reply } from "./reply";

/** One request, taken off the socket. */
export interface Request {
  readonly id: string;
  readonly host: HostName;
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The headers as sent: names and values in turns. */
  readonly rawHeaders: readonly string[];
  /** The caller's address. */
  readonly remoteAddress: string;
  readonly body: Buffer;
}

/** A request before a route has been found for it. */
export type Incoming = Omit<Request, "id" | "params">;

/** A path parameter that the route's pattern guarantees. */
export function param(request: Request, name: string): string {
  const value = request.params[name];
  if (value === undefined) {
    throw new Error(`route without ":${name}" for ${request.method} ${request.path}`);
  }
  return value;
}

/** The body as a JSON object; `refuse` makes the host's own answer to anything else. */
export function jsonBody(request: Request, refuse: (message: string) => Reply): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString("utf8"));
  } catch {
    throw new Refusal(refuse("The request content was invalid and could not be deserialized."));
  }
  if (!isObject(value)) {
    throw new Refusal(refuse("The request content must be a JSON object."));
  }
  return value;
}

/** The body of an HTML form. */
export function formBody(request: Request): URLSearchParams {
  return new URLSearchParams(request.body.toString("utf8"));
}

/** A JSON object whose fields have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object, neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
