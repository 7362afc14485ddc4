// Manifests of images and of multi-arch indexes, by tag and by digest.
import { empty, Refusal, type Reply, withDetail } from "../http/reply";
import { param, type Request } from "../http/request";
import { causeOf, fire } from "../webhooks/fire";
import type { Manifest, Repository, World } from "../world/world";
import { registryOf, requireAccess } from "./access";
import {
  deleteByTag,
  digestInvalid,
  manifestNotAccepted,
  manifestUnknown,
  nameInvalid,
  nameUnknown,
  tagInvalid,
} from "./errors";
import { requireDeletable, requireReadable, requireWritable, withTags } from "./locks";
import { readManifest } from "./manifestContent";
import { accepts, DOCKER_MANIFEST_LIST, MANIFEST_KINDS } from "./mediaTypes";
import { isDigest, REPOSITORY_NAME, TAG_NAME } from "./references";
import {
  digestOf,
  ensureRepository,
  findManifest,
  putManifest,
  removeManifest,
} from "./repositories";

/** GET and HEAD /v2/{name}/manifests/{reference}, as far as the client's Accept header allows. */
export async function getManifest(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const reference = param(request, "reference");
  await requireAccess(request, world, name, ["pull"]);

  const repository = registryOf(request, world).repositories.get(name);
  const found = findManifest(repository, reference);
  const served = found === undefined ? undefined : serve(found, request, repository);
  if (served === undefined) {
    throw new Refusal(manifestUnknown(name, reference));
  }
  const { digest, manifest } = served;
  requireReadable(repository, repository?.tags.get(reference), manifest);
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

interface Found {
  readonly digest: string;
  readonly manifest: Manifest;
}

/** Of Docker's lists, clients that do not know them get the image for linux/amd64, unless they ask by digest. */
function serve(found: Found, request: Request, repository?: Repository): Found | undefined {
  const { mediaType, bytes } = found.manifest;
  const demanded = MANIFEST_KINDS.get(mediaType)?.demanded;
  if (accepts(request, mediaType)) {
    return found;
  }
  if (demanded !== undefined) {
    throw new Refusal(manifestNotAccepted(demanded));
  }
  if (mediaType !== DOCKER_MANIFEST_LIST || isDigest(param(request, "reference"))) {
    return found;
  }
  const { manifests } = JSON.parse(bytes.toString("utf8")) as { manifests: ListEntry[] };
  const entry = manifests.find(
    ({ platform }) => platform?.os === "linux" && platform.architecture === "amd64",
  );
  return entry === undefined ? undefined : findManifest(repository, entry.digest);
}

interface ListEntry {
  readonly digest: string;
  readonly platform?: { readonly os?: string; readonly architecture?: string };
}

/** PUT /v2/{name}/manifests/{reference}: everything it refers to has to be there already, except its subject. */
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
  if (!isDigest(reference) && !TAG_NAME.test(reference)) {
    throw new Refusal(tagInvalid(reference));
  }

  const registry = registryOf(request, world);
  const existing = registry.repositories.get(name);
  const content = readManifest(request, existing);
  const own = existing?.manifests.get(digestOf(request.body));
  requireWritable(existing, existing?.tags.get(reference), own);
  const repository = ensureRepository(registry, name, world.clock);
  const digest = putManifest(
    repository,
    reference,
    { ...content, bytes: request.body },
    world.clock,
  );
  const { subject, mediaType } = content;
  const { length: size } = request.body;
  const tag = isDigest(reference) ? {} : { tag: reference };
  fire(
    {
      action: "push",
      target: { mediaType, size, digest, length: size, repository: name, ...tag },
      ...causeOf(request),
    },
    registry,
    world,
  );
  const answer = empty(201, {
    location: `/v2/${name}/manifests/${digest}`,
    "docker-content-digest": digest,
    ...(subject === undefined ? {} : { "oci-subject": subject }),
  });
  return withDetail(answer, { digest });
}

/**
 * DELETE /v2/{name}/manifests/{digest}, with its tags and its referrers.
 *
 * Only by digest: https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/data-plane. With the referrers,
 * reported: https://github.com/opencontainers/distribution-spec/issues/457
 */
export async function deleteManifest(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const reference = param(request, "reference");
  await requireAccess(request, world, name, ["delete"]);
  if (!isDigest(reference)) {
    throw new Refusal(deleteByTag());
  }

  const registry = registryOf(request, world);
  const repository = registry.repositories.get(name);
  const manifest = repository?.manifests.get(reference);
  if (repository === undefined || manifest === undefined) {
    throw new Refusal(
      repository === undefined ? nameUnknown(name) : manifestUnknown(name, reference),
    );
  }
  requireDeletable(repository, ...withTags(repository, reference));
  removeManifest(repository, reference, world.clock);
  const { mediaType } = manifest;
  const target = { mediaType, digest: reference, repository: name };
  fire({ action: "delete", target, ...causeOf(request) }, registry, world);
  return empty(202);
}
