// Requests that the emulator itself sends over HTTPS, to its own hosts or to others on this machine.
import { Agent as PlainAgent, request as requestPlain } from "node:http";
import { request as requestSecure, Agent as SecureAgent } from "node:https";
import { buffer } from "node:stream/consumers";
import { createSecureContext } from "node:tls";

/** Sends a request and reads the answer to the end; redirects are not followed. @throws when there is no answer */
export type SendOut = (outgoing: Outgoing) => Promise<Incame>;

/** A request to send. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Breaks it off when it is aborted. */
  readonly signal: AbortSignal;
}

/** What came back; names of headers as they were sent, several of one name joined. */
export interface Incame {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Over sockets, to hosts whose certificate the given authority has signed. */
export function createSendOut(authority: string): SendOut {
  // A new connection takes longer than all else about a request, and half of that is to read the authority.
  const secureContext = createSecureContext({ ca: authority });
  const kept = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
  const agents = {
    plain: new PlainAgent(kept),
    secure: new SecureAgent({ ...kept, secureContext }),
  };
  return ({ method, url, headers, body, signal }) => {
    const isPlain = url.protocol === "http:";
    const send = isPlain ? requestPlain : requestSecure;
    const length = body.length > 0 ? { "content-length": body.length } : {};
    return new Promise((resolve, reject) => {
      const sent = send(url, {
        method,
        headers: { ...length, ...headers },
        signal,
        agent: isPlain ? agents.plain : agents.secure,
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
  };
}

/** To one host at the same time; whatever is beyond waits for one of them. */
const MOST_CONNECTIONS = 16;

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
