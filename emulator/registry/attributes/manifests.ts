// The attributes of manifests, and their locks.
import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, type JsonObject, param, type Request } from "../../http/request";
import type { Manifest, World } from "../../world/world";
import { manifestUnknown } from "../errors";
import { changeAttributes } from "../locks";
import { page } from "../paging";
import { tagsOf } from "../repositories";
import { type Found, findRepository, inOrder } from "./found";

/** GET /acr/v1/{name}/_manifests, with `n`, `last` and `orderby`. */
export async function listManifestAttributes(request: Request, world: World): Promise<Reply> {
  const found = await findRepository(request, world, "metadata_read");
  const manifests = [...found.repository.manifests]
    .filter(([, { attributes }]) => attributes.listEnabled)
    .map(([digest, manifest]) => ({
      name: digest,
      lastUpdateTime: manifest.createdTime,
      manifest,
    }));
  return page(request, inOrder(manifests, request.query.get("orderby")), {
    nameOf: ({ name }) => name,
    show: (part) => ({
      ...found.heading,
      manifests: part.map(({ name, manifest }) => show(name, manifest, found)),
    }),
  });
}

/** GET /acr/v1/{name}/_manifests/{digest}. */
export async function getManifestAttributes(request: Request, world: World): Promise<Reply> {
  const found = await findManifest(request, world, "metadata_read");
  return json(200, { ...found.heading, manifest: show(found.digest, found.manifest, found) });
}

/** PATCH /acr/v1/{name}/_manifests/{digest}. */
export async function patchManifestAttributes(request: Request, world: World): Promise<Reply> {
  const found = await findManifest(request, world, "metadata_write");
  changeAttributes(found.manifest.attributes, request);
  return json(200, { ...found.heading, manifest: show(found.digest, found.manifest, found) });
}

async function findManifest(request: Request, world: World, action: string) {
  const found = await findRepository(request, world, action);
  const digest = param(request, "digest");
  const manifest = found.repository.manifests.get(digest);
  if (manifest === undefined) {
    throw new Refusal(manifestUnknown(found.repository.name, digest));
  }
  return { ...found, digest, manifest };
}

/** An index has no platform; `tags` is left out where there are none. */
function show(digest: string, manifest: Manifest, { registry, repository }: Found) {
  const content: JsonObject = JSON.parse(manifest.bytes.toString("utf8"));
  const config = isObject(content.config) ? content.config : undefined;
  const platform = readConfig(registry.blobs.get(String(config?.digest)));
  const tags = tagsOf(repository, digest);
  return {
    digest,
    imageSize: sizeOf(content, manifest.bytes.length),
    createdTime: manifest.createdTime,
    lastUpdateTime: manifest.createdTime,
    architecture: platform.architecture,
    os: platform.os,
    mediaType: manifest.mediaType,
    configMediaType: config?.mediaType,
    tags: tags.length === 0 ? undefined : tags,
    changeableAttributes: manifest.attributes,
  };
}

/** Recorded for images: the sum of their layers. That an index counts by its own size is assumed. */
function sizeOf({ layers }: JsonObject, ownSize: number): number {
  return Array.isArray(layers)
    ? layers.reduce((sum: number, { size }: { size: number }) => sum + size, 0)
    : ownSize;
}

/** The configuration of an image; of anything else, which need not be JSON, nothing. */
function readConfig(bytes: Buffer | undefined): JsonObject {
  try {
    const config: unknown = JSON.parse(bytes?.toString("utf8") ?? "");
    return isObject(config) ? config : {};
  } catch {
    return {};
  }
}
