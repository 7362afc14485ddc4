// One HTTP request to a receiver, and its answer; whatever goes wrong becomes an answer, too.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Answer } from "./webhook";

/** Sends a body to an address. */
export type Post = (uri: string, sent: Sent) => Promise<Answer>;

/** What is sent, and how. */
export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Until the whole answer is there, by the machine's clock. */
  readonly timeoutMs: number;
  /** The address of this machine from which it is sent. */
  readonly localAddress: string;
}

/**
 * Over sockets, for receivers whose certificate is signed by one of Node's authorities or by the given one.
 *
 * A receiver that is too slow is noted as 504: https://github.com/MicrosoftDocs/azure-docs/issues/54638. One that cannot be
 * reached as 503, which is assumed. Redirects are not followed, which is assumed.
 */
export function createPost(authority: string): Post {
  // To read all certificates takes some 30 ms, so it is done once.
  let secureContext: SecureContext | undefined;
  const trusting = () => {
    secureContext ??= createSecureContext({ ca: [...rootCertificates, authority] });
    return secureContext;
  };
  return (uri, sent) =>
    new Promise((resolve) => {
      const isSecure = /^https:/i.test(uri);
      const send = isSecure ? requestHttps : requestHttp;
      const { headers, body, timeoutMs, localAddress } = sent;
      const outgoing = send(uri, {
        method: "POST",
        headers,
        localAddress,
        agent: false,
        ...(isSecure ? { secureContext: trusting() } : {}),
      });
      const timer = setTimeout(() => {
        resolve(notAnswered(504, "Gateway Timeout"));
        outgoing.destroy();
      }, timeoutMs);
      const end = (answer: Answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      outgoing.on("error", (error) => end(notAnswered(503, "Service Unavailable", error.message)));
      outgoing.on("response", (response) => {
        text(response).then(
          (content) =>
            end({
              status: response.statusCode ?? 0,
              reasonPhrase: response.statusMessage ?? "",
              headers: flat(response.headers),
              content,
              version: response.httpVersion,
            }),
          (error: Error) => end(notAnswered(503, "Service Unavailable", error.message)),
        );
      });
      outgoing.end(body);
    });
}

/** What is noted where the receiver did not answer. */
export function notAnswered(status: number, reasonPhrase: string, content = ""): Answer {
  return { status, reasonPhrase, headers: {}, content, version: "1.1" };
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
}
