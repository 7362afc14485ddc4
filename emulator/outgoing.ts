// Requests that the emulator itself sends over HTTPS, to its own hosts or to others on this machine.
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { buffer } from "node:stream/consumers";

/** A request to send; `trust` is the only authority that counts. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly trust: string;
  readonly signal?: AbortSignal;
}

/** What came back; names of headers as they were sent, several of one name joined. */
export interface Incame {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends a request and reads the answer to the end; redirects are not followed. @throws when there is no answer */
export function sendOut(outgoing: Outgoing): Promise<Incame> {
  const { method, url, headers, body = Buffer.alloc(0), trust, signal } = outgoing;
  const send = url.protocol === "http:" ? requestPlain : requestSecure;
  const length = body.length > 0 ? { "content-length": body.length } : {};
  return new Promise((resolve, reject) => {
    const sent = send(url, {
      method,
      headers: { ...length, ...headers },
      signal,
      ca: trust,
      agent: false,
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      buffer(response).then((bytes) => {
        const { statusCode = 0, rawHeaders } = response;
        resolve({ status: statusCode, headers: joinHeaders(rawHeaders), body: bytes });
      }, reject);
    });
    sent.end(body);
  });
}

/** Headers as an object, from Node's list of names and values. */
export function joinHeaders(raw: readonly string[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = "", value = ""] = raw.slice(index, index + 2);
    const known = Object.keys(joined).find((each) => each.toLowerCase() === name.toLowerCase());
    joined[known ?? name] = known === undefined ? value : `${joined[known]},${value}`;
  }
  return joined;
}
