// Blobs: the configurations and layers of images.
import { empty, Refusal, type Reply } from "../reply";
import { param, type Request } from "../request";
import type { World } from "../world";
import { registryOf, requireAccess } from "./access";
import { blobUnknown } from "./errors";

/** GET and HEAD /v2/{name}/blobs/{digest}: the bytes themselves, where Azure redirects to storage; ranges allowed. */
export async function getBlob(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const digest = param(request, "digest");
  await requireAccess(request, world, name, ["pull"]);

  const registry = registryOf(request, world);
  const bytes = registry.repositories.get(name)?.blobs.has(digest)
    ? registry.blobs.get(digest)
    : undefined;
  if (bytes === undefined) {
    throw new Refusal(blobUnknown(digest));
  }
  return cut(bytes, request.headers.range, {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    "docker-content-digest": digest,
  });
}

/** DELETE /v2/{name}/blobs/{digest}. */
export async function deleteBlob(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const digest = param(request, "digest");
  await requireAccess(request, world, name, ["delete"]);
  if (!registryOf(request, world).repositories.get(name)?.blobs.delete(digest)) {
    throw new Refusal(blobUnknown(digest));
  }
  return empty(202);
}

function cut(bytes: Buffer, range: string | undefined, headers: Record<string, string>): Reply {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === undefined) {
    return {
      status: 200,
      headers: { ...headers, "content-length": String(bytes.length) },
      body: bytes,
    };
  }
  const start = Number(first);
  const end = Math.min(last === "" ? bytes.length - 1 : Number(last), bytes.length - 1);
  if (start > end) {
    return empty(416, { "content-range": `bytes */${bytes.length}` });
  }
  const part = bytes.subarray(start, end + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      "content-length": String(part.length),
      "content-range": `bytes ${start}-${end}/${bytes.length}`,
    },
    body: part,
  };
}
