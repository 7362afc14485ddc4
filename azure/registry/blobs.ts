// Parts of blobs: a layer may lie behind another host than its manifest, which a firewall may block on its own.

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
 * @returns how many bytes came, which is less than asked for at the end of the blob
 * @throws AccessRefused, NotFound; AzureError for anything else, naming the host that did not answer
 */
export async function readBlobPart(session: RegistrySession, part: BlobPart): Promise<number> {
  const { repository, digest, first, last } = part;
  const operation = `reading a layer of ${repository} as ${session.name}`;
  const range = `bytes=${first}-${last}`;
  let response = await session.send({
    operation,
    path: `/v2/${repository}/blobs/${digest}`,
    scope: `repository:${repository}:pull`,
    accept: "*/*",
    range,
  });
  const elsewhere = response.status === 307 || response.status === 302;
  const location = elsewhere ? response.headers.get("location") : undefined;
  if (location !== undefined) {
    const url = new URL(location, `https://${session.loginServer}`);
    const at = `${operation} at ${url.host}`;
    if (url.protocol !== "https:")
      throw new AzureError({ operation: at, reason: "it is not HTTPS" });
    response = await send(session.http, { operation: at, url: url.href, accept: "*/*", range });
  }
  const { headers } = requireStatus(operation, response, 206, 200);
  return Number(headers.get("content-length"));
}
