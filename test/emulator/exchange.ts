// One request and its answer, over HTTPS or in another way, in forms that tests can write down and compare whole.
import type { IncomingHttpHeaders } from "node:http";
import { type Agent, request } from "node:https";
import { buffer } from "node:stream/consumers";

/** What to send; a `json` or `form` body sets its content type. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly form?: Record<string, string>;
  readonly bytes?: Buffer;
}

/** What came back; `body` is parsed where it is JSON. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly bytes: Buffer;
}

/** Sends requests and reads their answers to the end. */
export type Exchange = (url: string, sent: Sent) => Promise<Received>;

/** Over HTTPS. */
export function exchange(agent: Agent, url: string, sent: Sent): Promise<Received> {
  const { body, contentType } = encode(sent);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent,
      method: sent.method ?? "GET",
      headers: { ...contentType, "content-length": body.length, ...sent.headers },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      buffer(response).then((bytes) => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, body: decode(bytes, headers), bytes });
      }, reject);
    });
    outgoing.end(body);
  });
}

/** A body as bytes, and its content type. */
export function encode({ json, form, bytes }: Sent): {
  readonly body: Buffer;
  readonly contentType: Record<string, string>;
} {
  if (json !== undefined) {
    const contentType = { "content-type": "application/json" };
    return { body: Buffer.from(JSON.stringify(json)), contentType };
  }
  if (form !== undefined) {
    const contentType = { "content-type": "application/x-www-form-urlencoded" };
    return { body: Buffer.from(new URLSearchParams(form).toString()), contentType };
  }
  return { body: bytes ?? Buffer.alloc(0), contentType: {} };
}

/** The value of a body: parsed where it is JSON, else its text. */
export function decode(bytes: Buffer, headers: IncomingHttpHeaders): unknown {
  const text = bytes.toString("utf8");
  return text !== "" && /json/.test(headers["content-type"] ?? "") ? JSON.parse(text) : text;
}
