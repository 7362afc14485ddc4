// Blobs: the configurations and layers of images.
import { empty, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { World } from "../world/world";
import { registryOf, requireAccess } from "./access";
import { blobUnknown } from "./errors";
import { requireDeletable, requireReadable } from "./locks";

/** GET and HEAD /v2/{name}/blobs/{digest}: the bytes themselves, where Azure redirects to storage; GET also parts of them. */
export async function getBlob(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const digest = param(request, "digest");
  await requireAccess(request, world, name, ["pull"]);

  const registry = registryOf(request, world);
  const repository = registry.repositories.get(name);
  requireReadable(repository);
  const bytes = repository?.blobs.has(digest) ? registry.blobs.get(digest) : undefined;
  if (bytes === undefined) {
    throw new Refusal(blobUnknown(digest));
  }
  const headers = {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    "docker-content-digest": digest,
  };
  const range = request.method === "GET" ? request.headers.range : undefined;
  return cut(bytes, readRange(range, bytes.length), headers);
}

/** DELETE /v2/{name}/blobs/{digest}. */
export async function deleteBlob(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const digest = param(request, "digest");
  await requireAccess(request, world, name, ["delete"]);
  const repository = registryOf(request, world).repositories.get(name);
  requireDeletable(repository);
  if (!repository?.blobs.delete(digest)) {
    throw new Refusal(blobUnknown());
  }
  return empty(202);
}

interface Range {
  readonly start: number;
  /** The first byte that is left out. */
  readonly end: number;
}

/**
 * The part that a Range header asks for; "none" where there is nothing of it.
 *
 * Several ranges, other units and what is no range are as no header at all, which RFC 9110, section 14.2, allows.
 */
function readRange(header: string | undefined, size: number): Range | "none" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "") {
    const length = Number(last);
    const suffix = { start: Math.max(size - length, 0), end: size };
    return last === "" ? undefined : length === 0 || size === 0 ? "none" : suffix;
  }
  if (last !== "" && Number(last) < Number(first)) {
    return undefined;
  }
  const range = {
    start: Number(first),
    end: last === "" ? size : Math.min(Number(last) + 1, size),
  };
  return range.start < size ? range : "none";
}

function cut(
  bytes: Buffer,
  range: Range | "none" | undefined,
  headers: Record<string, string>,
): Reply {
  if (range === "none") {
    return empty(416, { "content-range": `bytes */${bytes.length}` });
  }
  const { start, end } = range ?? { start: 0, end: bytes.length };
  const part = bytes.subarray(start, end);
  const contentRange = `bytes ${start}-${end - 1}/${bytes.length}`;
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      "content-length": String(part.length),
      ...(range === undefined ? {} : { "content-range": contentRange }),
    },
    body: part,
  };
}
