// What a pushed manifest has to be: of a known kind, whole, and of content that is there already.
import { Refusal } from "../http/reply";
import { isObject, type JsonObject, jsonBody, type Request } from "../http/request";
import type { Repository } from "../world/world";
import { manifestBlobUnknown, manifestInvalid } from "./errors";
import { bareType, MANIFEST_KINDS, type ManifestKind, partsIn } from "./mediaTypes";
import { isDigestForm } from "./references";

/** A manifest that can be kept. */
export interface ManifestContent {
  readonly mediaType: string;
  /** Of the manifest that it says something about, which need not be there. */
  readonly subject?: string;
}

/** Layers that clients fetch from elsewhere: https://github.com/moby/moby/pull/34216 */
const FOREIGN_LAYER = /\.foreign\.diff\.|\.nondistributable\./;

/** Checks the manifest that a request brings. @throws Refusal MANIFEST_INVALID, MANIFEST_BLOB_UNKNOWN */
export function readManifest(
  request: Request,
  repository: Repository | undefined,
): ManifestContent {
  const mediaType = bareType(request.headers["content-type"] ?? "");
  const kind = MANIFEST_KINDS.get(mediaType);
  if (kind === undefined) {
    throw new Refusal(manifestInvalid(`the content type "${mediaType}" is not one of a manifest`));
  }
  const content = jsonBody(request, manifestInvalid);
  const problem = findProblem(content, mediaType, kind);
  if (problem !== undefined) {
    throw new Refusal(manifestInvalid(problem));
  }
  const missing = findMissing(content, kind, repository);
  if (missing.length > 0) {
    throw new Refusal(manifestBlobUnknown(missing));
  }
  return isObject(content.subject)
    ? { mediaType, subject: String(content.subject.digest) }
    : { mediaType };
}

function findProblem(
  content: JsonObject,
  mediaType: string,
  { holds, demanded }: ManifestKind,
): string | undefined {
  const schemaVersion = { image: 2, index: 2, artifact: undefined, schema1: 1 }[holds];
  if (content.schemaVersion !== schemaVersion) {
    return schemaVersion === undefined
      ? "there is no schemaVersion in artifacts"
      : `schemaVersion must be ${schemaVersion}`;
  }
  const isOptional = holds === "schema1" || (demanded !== undefined && schemaVersion !== undefined);
  if (content.mediaType !== mediaType && !(isOptional && content.mediaType === undefined)) {
    return `mediaType must be "${mediaType}", as the content type says`;
  }
  if (holds === "image" && !isDescriptor(content.config)) {
    return "config must be a descriptor";
  }
  const list = { image: "layers", index: "manifests", artifact: "blobs", schema1: "fsLayers" }[
    holds
  ];
  const items = content[list] ?? (holds === "artifact" ? [] : undefined);
  const isItem = holds === "schema1" ? isLayer : isDescriptor;
  if (!Array.isArray(items) || !items.every(isItem)) {
    return `${list} must be a list of descriptors`;
  }
  return content.subject === undefined || isDescriptor(content.subject)
    ? undefined
    : "subject must be a descriptor";
}

function isLayer(value: unknown): value is JsonObject {
  return isObject(value) && isDigestForm(value.blobSum);
}

function isDescriptor(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value.mediaType === "string" &&
    Number.isInteger(value.size) &&
    isDigestForm(value.digest)
  );
}

function findMissing(
  content: JsonObject,
  kind: ManifestKind,
  repository: Repository | undefined,
): string[] {
  const there = kind.holds === "index" ? repository?.manifests : repository?.blobs;
  return partsIn(content, kind)
    .filter((each) => !isElsewhere(each))
    .map(({ digest }) => String(digest))
    .filter((digest) => there?.has(digest) !== true);
}

function isElsewhere({ mediaType, urls }: JsonObject): boolean {
  return (
    FOREIGN_LAYER.test(String(mediaType)) &&
    Array.isArray(urls) &&
    urls.length > 0 &&
    urls.every((url) => /^https?:\/\//.test(String(url)))
  );
}
