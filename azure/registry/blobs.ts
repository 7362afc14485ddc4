// Parts of blobs: a layer may lie behind another host than its manifest, which a firewall may block on its own.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AnswerTooLong } from "../answerSize";
import { AzureError } from "../azureError";
import { send } from "../http";
import { requireStatus } from "./answers";
import type { RegistrySession } from "./session";

/** Which part of which blob; `first` and `last` are byte positions, `last` included. */
export interface BlobPart {
  repository: string;
  /** `sha256:…` */
  digest: string;
  first: number;
  last: number;
}

/**
 * Reads a part of a blob.
 *
 * Azure answers with the address of its storage or of the registry's data endpoint, which must not get the access token:
 * https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints
 *
 * @returns how many bytes came: fewer than asked for at the end of the blob, more from a host that ignores which part is asked for;
 * where that sends more than is ever read, as many as were asked for
 * @throws AccessRefused, NotFound; AzureError for anything else, naming the host that did not answer
 */
export async function readBlobPart(session: RegistrySession, part: BlobPart): Promise<number> {
  const operation = `reading a layer of ${part.repository} as ${session.name}`;
  try {
    const response = await askFor(session, part, operation);
    const { headers } = requireStatus(operation, response, 206, 200);
    return Number(headers.get("content-length"));
  } catch (thrown) {
    // Such a blob comes whole, and can be pulled.
    if (thrown instanceof AnswerTooLong && thrown.isContent) return part.last - part.first + 1;
    throw thrown;
  }
}

async function askFor(
  session: RegistrySession,
  { repository, digest, first, last }: BlobPart,
  operation: string,
): Promise<PipelineResponse> {
  const range = `bytes=${first}-${last}`;
  const response = await session.send({
    operation,
    path: `/v2/${repository}/blobs/${digest}`,
    scope: `repository:${repository}:pull`,
    accept: "*/*",
    range,
  });
  const elsewhere = response.status === 307 || response.status === 302;
  const location = elsewhere ? response.headers.get("location") : undefined;
  if (location === undefined) return response;
  const url = new URL(location, `https://${session.loginServer}`);
  const at = `${operation} at ${url.host}`;
  if (url.protocol !== "https:") throw new AzureError({ operation: at, reason: "it is not HTTPS" });
  return send(session.http, { operation: at, url: url.href, accept: "*/*", range });
}
