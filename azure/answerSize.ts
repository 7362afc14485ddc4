// Reads answers up to a size that none of Azure's has: somebody else may run the registry, and could fill the memory.

import { addAbortSignal, Readable } from "node:stream";
import { type HttpClient, type PipelineResponse, RestError } from "@azure/core-rest-pipeline";
import { AzureError } from "./azureError";
import { isWebPage } from "./foreignAnswers";

/** Resource Manager answers with 20 MB at most, and a page of a registry's list is far smaller. */
const MOST_MEGABYTES = 32;

/** An answer that is longer than any of Azure's. */
export class AnswerTooLong extends AzureError {
  /** Whether it was a 200, and no web page: what was asked for, as far as it was read. */
  readonly isContent: boolean;

  constructor({ request, status, headers }: PipelineResponse) {
    super({
      operation: `reading an answer of ${new URL(request.url).host}`,
      reason: `it is longer than ${MOST_MEGABYTES} MB`,
      advice: "ask whoever runs it",
    });
    this.isContent = status === 200 && !isWebPage(headers);
  }
}

/**
 * Makes a client that reads the body of each answer in place of the given one, which would read without an end.
 *
 * What is unpacked counts. A connection that ends too early is no reason to send a request again: it may have had its effect.
 */
export function limited(client: HttpClient): HttpClient {
  return {
    async sendRequest(request) {
      const streamed = request.streamResponseStatusCodes;
      // Who asked for a stream reads it as it comes. Azure's clients give an empty set where they want none.
      if (streamed !== undefined && streamed.size > 0) return client.sendRequest(request);
      const given = request.abortSignal as AbortSignal | undefined;
      const own = new AbortController();
      const signal = given === undefined ? own.signal : AbortSignal.any([given, own.signal]);
      request.abortSignal = signal;
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      try {
        const response = await client.sendRequest(request);
        const { readableStreamBody: stream } = response;
        if (!(stream instanceof Readable)) return response;
        response.readableStreamBody = undefined;
        response.bodyAsText = await textIn(addAbortSignal(signal, stream), () => {
          own.abort();
          return new AnswerTooLong(response);
        });
        return response;
      } finally {
        request.abortSignal = given;
        request.streamResponseStatusCodes = streamed;
      }
    },
  };
}

async function textIn(stream: Readable, tooLong: () => AnswerTooLong): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_MEGABYTES * 1024 * 1024) throw tooLong();
      chunks.push(chunk);
    }
  } catch (thrown) {
    if (thrown instanceof AnswerTooLong || (thrown as Error).name === "AbortError") throw thrown;
    throw new RestError(`Error reading response as text: ${(thrown as Error).message}`, {
      code: RestError.PARSE_ERROR,
    });
  }
  return Buffer.concat(chunks).toString("utf8");
}
