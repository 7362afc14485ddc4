// Manifests of images and of multi-arch indexes, by tag and by digest.
import { empty, Refusal, type Reply, withDetail } from "../reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../request";
import type { Registry, Repository, World } from "../world";
import { registryOf, requireAccess } from "./access";
import {
  digestInvalid,
  manifestBlobUnknown,
  manifestInvalid,
  manifestUnknown,
  nameInvalid,
  nameUnknown,
} from "./errors";
import { digestOf, ensureRepository, findManifest, isDigest, putManifest } from "./repositories";

/** Documented: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export const REPOSITORY_NAME = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** GET and HEAD /v2/{name}/manifests/{reference}. */
export async function getManifest(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const reference = param(request, "reference");
  await requireAccess(request, world, name, ["pull"]);

  const found = findManifest(registryOf(request, world).repositories.get(name), reference);
  if (found === undefined) {
    throw new Refusal(manifestUnknown(name, reference));
  }
  const { digest, manifest } = found;
  return {
    status: 200,
    headers: {
      "content-type": manifest.mediaType,
      "content-length": String(manifest.bytes.length),
      "docker-content-digest": digest,
      etag: `"${digest}"`,
    },
    body: manifest.bytes,
  };
}

/** PUT /v2/{name}/manifests/{reference}: everything it refers to has to be there already. */
export async function putManifestContent(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const reference = param(request, "reference");
  await requireAccess(request, world, name, ["pull", "push"]);
  if (!REPOSITORY_NAME.test(name)) {
    throw new Refusal(nameInvalid(name));
  }
  if (isDigest(reference) && digestOf(request.body) !== reference) {
    throw new Refusal(digestInvalid(reference));
  }

  const registry = registryOf(request, world);
  const repository = ensureRepository(registry, name);
  const content = jsonBody(request, manifestInvalid);
  requireContent(content, registry, repository);
  const mediaType = request.headers["content-type"] ?? String(content.mediaType ?? "");
  const digest = putManifest(
    repository,
    reference,
    { mediaType, bytes: request.body },
    world.clock,
  );
  const answer = empty(201, {
    location: `/v2/${name}/manifests/${digest}`,
    "docker-content-digest": digest,
  });
  return withDetail(answer, { digest });
}

/** DELETE /v2/{name}/manifests/{reference}: a digest with all its tags, or one tag. */
export async function deleteManifest(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const reference = param(request, "reference");
  await requireAccess(request, world, name, ["delete"]);

  const repository = registryOf(request, world).repositories.get(name);
  const found = findManifest(repository, reference);
  if (repository === undefined || found === undefined) {
    throw new Refusal(
      repository === undefined ? nameUnknown(name) : manifestUnknown(name, reference),
    );
  }
  if (isDigest(reference)) {
    deleteDigest(repository, reference);
  } else {
    repository.tags.delete(reference);
  }
  return empty(202);
}

function deleteDigest(repository: Repository, digest: string): void {
  repository.manifests.delete(digest);
  for (const [tag, target] of repository.tags) {
    if (target === digest) {
      repository.tags.delete(tag);
    }
  }
}

function requireContent(content: JsonObject, registry: Registry, repository: Repository): void {
  for (const digest of digestsOf(content.manifests)) {
    if (!repository.manifests.has(digest)) {
      throw new Refusal(manifestBlobUnknown(digest));
    }
  }
  const blobs = [...digestsOf([content.config]), ...digestsOf(content.layers)];
  for (const digest of blobs) {
    if (!repository.blobs.has(digest) || !registry.blobs.has(digest)) {
      throw new Refusal(manifestBlobUnknown(digest));
    }
  }
}

function digestsOf(descriptors: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(descriptors) ? descriptors : [];
  return list.filter(isObject).map(({ digest }) => String(digest));
}
