// Uploads of blobs, in one piece or in chunks, and mounts from another repository.
import { randomUUID } from "node:crypto";
import { empty, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { Upload, World } from "../world/world";
import { registryOf, requireAccess } from "./access";
import {
  chunkOutOfOrder,
  digestInvalid,
  nameInvalid,
  sizeInvalid,
  uploadStateInvalid,
  uploadUnknown,
} from "./errors";
import { requireWritable } from "./locks";
import { REPOSITORY_NAME } from "./references";
import { digestOf, ensureRepository, putBlob, timestampOf } from "./repositories";
import { locationOf, readOffset, sizeOf } from "./uploadState";

/** POST /v2/{name}/blobs/uploads/: starts an upload, mounts a blob, or takes a whole blob at once. */
export async function startUpload(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  await requireAccess(request, world, name, ["pull", "push"]);
  if (!REPOSITORY_NAME.test(name)) {
    throw new Refusal(nameInvalid(name));
  }
  const registry = registryOf(request, world);
  requireWritable(registry.repositories.get(name));
  const whole = request.query.get("digest");
  if (whole !== null) {
    return finish(request, world, request.body, whole);
  }
  const mount = request.query.get("mount");
  const from = request.query.get("from");
  if (mount !== null && from !== null && (await mayMount(request, world, mount, from))) {
    ensureRepository(registry, name, world.clock).blobs.add(mount);
    return created(name, mount);
  }

  const id = randomUUID();
  const startedAt = timestampOf(world.clock);
  const upload: Upload = { repository: name, startedAt, secret: randomUUID(), chunks: [] };
  registry.uploads.set(id, upload);
  return progress(202, id, upload);
}

/** PATCH …/uploads/{upload}: the next chunk. */
export async function appendUpload(request: Request, world: World): Promise<Reply> {
  const { id, upload, offset } = await enter(request, world);
  requireNext(request, upload, offset);
  upload.chunks.push(request.body);
  return progress(202, id, upload);
}

/** PUT …/uploads/{upload}?digest=…: the last chunk, if any, and the check of the whole. */
export async function finishUpload(request: Request, world: World): Promise<Reply> {
  const { id, upload, offset } = await enter(request, world);
  requireNext(request, upload, offset);
  const digest = request.query.get("digest") ?? "";
  const reply = finish(request, world, Buffer.concat([...upload.chunks, request.body]), digest);
  registryOf(request, world).uploads.delete(id);
  return reply;
}

/** GET …/uploads/{upload}: how far it is. */
export async function getUpload(request: Request, world: World): Promise<Reply> {
  const { id, upload } = await enter(request, world);
  return progress(204, id, upload);
}

/** DELETE …/uploads/{upload}: gives it up. */
export async function cancelUpload(request: Request, world: World): Promise<Reply> {
  const { id } = await enter(request, world);
  registryOf(request, world).uploads.delete(id);
  return empty(204);
}

async function enter(request: Request, world: World) {
  const name = param(request, "name");
  await requireAccess(request, world, name, ["pull", "push"]);
  const id = param(request, "upload");
  const upload = registryOf(request, world).uploads.get(id);
  if (upload?.repository !== name) {
    throw new Refusal(uploadUnknown(id));
  }
  const offset = readOffset(request.query.get("_state"), upload);
  if (offset === undefined) {
    throw new Refusal(uploadStateInvalid());
  }
  return { id, upload, offset };
}

/** Refuses a chunk that is sent to the address of an earlier one, or whose range is not the next one. */
function requireNext(request: Request, upload: Upload, offset: number): void {
  const size = sizeOf(upload);
  if (offset !== size) {
    throw new Refusal(chunkOutOfOrder(`the address is that of offset ${offset}; expected ${size}`));
  }
  const range = request.headers["content-range"];
  if (range === undefined) {
    return;
  }
  const [, start, end] = /^(?:bytes )?(\d+)-(\d+)(?:\/.*)?$/.exec(range) ?? [];
  if (start === undefined || Number(start) !== size) {
    throw new Refusal(chunkOutOfOrder(`the chunk's range is "${range}"; expected ${size}-`));
  }
  const length = Number(end) - Number(start) + 1;
  if (length !== request.body.length) {
    throw new Refusal(
      sizeInvalid(`the range has ${length} bytes, and the chunk ${request.body.length}`),
    );
  }
}

// A mount that is not allowed is no error: the client uploads the blob instead.
async function mayMount(
  request: Request,
  world: World,
  digest: string,
  from: string,
): Promise<boolean> {
  if (!registryOf(request, world).repositories.get(from)?.blobs.has(digest)) {
    return false;
  }
  try {
    await requireAccess(request, world, from, ["pull"]);
    return true;
  } catch (error) {
    if (error instanceof Refusal) {
      return false;
    }
    throw error;
  }
}

function finish(request: Request, world: World, bytes: Buffer, digest: string): Reply {
  if (digestOf(bytes) !== digest) {
    throw new Refusal(digestInvalid(digest));
  }
  const registry = registryOf(request, world);
  const name = param(request, "name");
  putBlob(registry, ensureRepository(registry, name, world.clock), bytes);
  return created(name, digest);
}

function created(name: string, digest: string): Reply {
  return empty(201, { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest });
}

function progress(status: number, id: string, upload: Upload): Reply {
  return empty(status, {
    location: locationOf(id, upload),
    "docker-upload-uuid": id,
    range: `0-${Math.max(sizeOf(upload) - 1, 0)}`,
  });
}
