// How the Azure clients reach an emulator in the tests' own process: no socket, no TLS, the same answers.
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  RestError,
} from "@azure/core-rest-pipeline";
import type { InProcessEmulator } from "../../emulator/inProcess";

/** Carries requests as Azure's own client for Node does: the same errors, at the end of a request's time too. */
export function inProcessClient({ exchange }: Pick<InProcessEmulator, "exchange">): HttpClient {
  return {
    async sendRequest(request) {
      const sent = exchange({
        method: request.method,
        url: new URL(request.url),
        headers: request.headers.toJSON({ preserveCase: true }),
        body: await bytesOf(request.body),
      });
      const { status, headers, body } = await unlessAborted(request, sent);
      const response = { request, status, headers: createHttpHeaders(plain(headers)) };
      if (request.method === "HEAD") return response;
      return isStreamed(request, status)
        ? { ...response, readableStreamBody: Readable.from([body]) }
        : { ...response, bodyAsText: body.toString("utf8") };
    },
  };
}

async function bytesOf(given: PipelineRequest["body"]): Promise<Buffer> {
  const body = typeof given === "function" ? given() : given;
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return buffer(body as Readable);
}

function plain(headers: Readonly<Record<string, string | readonly string[]>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, each]) => [name, String(each)]));
}

function isStreamed({ streamResponseStatusCodes: codes }: PipelineRequest, status: number) {
  return codes?.has(status) === true || codes?.has(Number.POSITIVE_INFINITY) === true;
}

/** What was sent is answered all the same; nobody waits for it any more. */
function unlessAborted<T>(request: PipelineRequest, sent: Promise<T>): Promise<T> {
  const { abortSignal: signal, timeout } = request;
  return new Promise((resolve, reject) => {
    const abort = () =>
      reject(Object.assign(new Error("The operation was aborted."), { name: "AbortError" }));
    if (signal?.aborted) return abort();
    const timer = timeout > 0 ? setTimeout(abort, timeout) : undefined;
    signal?.addEventListener("abort", abort);
    sent
      .then(resolve, (thrown: Error) => {
        const { hostname } = new URL(request.url);
        const unreached = hostname === "localhost" ? "ECONNREFUSED" : "ENOTFOUND";
        const code = /hang up/.test(thrown.message) ? "ECONNRESET" : unreached;
        reject(new RestError(thrown.message, { code, request }));
      })
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      });
  });
}
