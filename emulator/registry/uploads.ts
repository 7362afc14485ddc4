// Uploads of blobs, in one piece or in chunks, and mounts from another repository.
import { randomUUID } from "node:crypto";
import { empty, Refusal, type Reply } from "../reply";
import { param, type Request } from "../request";
import type { Registry, Upload, World } from "../world";
import { registryOf, requireAccess } from "./access";
import { digestInvalid, nameInvalid, uploadInvalid, uploadUnknown } from "./errors";
import { REPOSITORY_NAME } from "./manifests";
import { digestOf, ensureRepository, putBlob } from "./repositories";

/** POST /v2/{name}/blobs/uploads/: starts an upload, mounts a blob, or takes a whole blob at once. */
export async function startUpload(request: Request, world: World): Promise<Reply> {
  const { registry, name } = await enter(request, world);
  if (!REPOSITORY_NAME.test(name)) {
    throw new Refusal(nameInvalid(name));
  }
  const whole = request.query.get("digest");
  if (whole !== null) {
    return finish(registry, name, request.body, whole);
  }
  const mount = request.query.get("mount");
  const from = request.query.get("from");
  if (mount !== null && from !== null && (await mayMount(request, world, mount, from))) {
    ensureRepository(registry, name).blobs.add(mount);
    return created(name, mount);
  }

  const id = randomUUID();
  const upload: Upload = { repository: name, chunks: [] };
  registry.uploads.set(id, upload);
  return progress(202, id, upload);
}

/** PATCH …/uploads/{upload}: the next chunk. */
export async function appendUpload(request: Request, world: World): Promise<Reply> {
  const { registry, name } = await enter(request, world);
  const { id, upload } = requireUpload(request, registry, name);
  const start = /^(?:bytes )?(\d+)-\d+/.exec(request.headers["content-range"] ?? "")?.[1];
  if (start !== undefined && Number(start) !== sizeOf(upload)) {
    throw new Refusal(uploadInvalid(`the chunk starts at ${start}; expected ${sizeOf(upload)}`));
  }
  upload.chunks.push(request.body);
  return progress(202, id, upload);
}

/** PUT …/uploads/{upload}?digest=…: the last chunk, if any, and the check of the whole. */
export async function finishUpload(request: Request, world: World): Promise<Reply> {
  const { registry, name } = await enter(request, world);
  const { id, upload } = requireUpload(request, registry, name);
  const digest = request.query.get("digest") ?? "";
  const reply = finish(registry, name, Buffer.concat([...upload.chunks, request.body]), digest);
  registry.uploads.delete(id);
  return reply;
}

/** GET …/uploads/{upload}: how far it is. */
export async function getUpload(request: Request, world: World): Promise<Reply> {
  const { registry, name } = await enter(request, world);
  const { id, upload } = requireUpload(request, registry, name);
  return progress(204, id, upload);
}

/** DELETE …/uploads/{upload}: gives it up. */
export async function cancelUpload(request: Request, world: World): Promise<Reply> {
  const { registry, name } = await enter(request, world);
  registry.uploads.delete(requireUpload(request, registry, name).id);
  return empty(204);
}

async function enter(
  request: Request,
  world: World,
): Promise<{ registry: Registry; name: string }> {
  const name = param(request, "name");
  await requireAccess(request, world, name, ["pull", "push"]);
  return { registry: registryOf(request, world), name };
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

function requireUpload(request: Request, registry: Registry, name: string) {
  const id = param(request, "upload");
  const upload = registry.uploads.get(id);
  if (upload?.repository !== name) {
    throw new Refusal(uploadUnknown(id));
  }
  return { id, upload };
}

function finish(registry: Registry, name: string, bytes: Buffer, digest: string): Reply {
  if (digestOf(bytes) !== digest) {
    throw new Refusal(digestInvalid(digest));
  }
  putBlob(registry, ensureRepository(registry, name), bytes);
  return created(name, digest);
}

function created(name: string, digest: string): Reply {
  return empty(201, { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest });
}

function progress(status: number, id: string, upload: Upload): Reply {
  return empty(status, {
    location: `/v2/${upload.repository}/blobs/uploads/${id}`,
    "docker-upload-uuid": id,
    range: `0-${Math.max(sizeOf(upload) - 1, 0)}`,
  });
}

function sizeOf({ chunks }: Upload): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
