// What an import is asked for: the image at the source, and where it goes; what is wrong is refused with 400, whose code is assumed.

import { Refusal } from "../../http/reply";
import { isObject, type JsonObject, jsonBody, type Request } from "../../http/request";
import { isDigestForm, REPOSITORY_NAME, TAG_NAME } from "../../registry/references";
import { badRequest, invalidContent } from "../errors";

/** A repository with a tag or a digest. */
export interface ImageReference {
  readonly repository: string;
  readonly reference: string;
}

/** One import. */
export interface ImportInput {
  readonly image: ImageReference;
  /** The ARM id of a registry, which counts before the address. */
  readonly resourceId?: string;
  /** The address of a registry without a scheme. */
  readonly registryUri?: string;
  readonly credentials?: { readonly username?: string; readonly password: string };
  /** Tags that point to the image in the end. */
  readonly targetTags: readonly ImageReference[];
  /** Repositories into which the image is copied without a tag. */
  readonly untagged: readonly string[];
  /** Whether existing tags are replaced. */
  readonly isForced: boolean;
}

/** Documented: https://learn.microsoft.com/rest/api/containerregistry/registries/import-image */
export function readImport(request: Request): ImportInput {
  const body = jsonBody(request, invalidContent);
  const { source, mode = "NoForce" } = body;
  if (!isObject(source)) {
    throw refuse("The property 'source' is required.");
  }
  if (mode !== "Force" && mode !== "NoForce") {
    throw refuse("The property 'mode' must be 'Force' or 'NoForce'.");
  }
  const image = readImage(source.sourceImage, "sourceImage");
  const tags = readTexts(body, "targetTags").map((each) => readTag(each, image));
  const untagged = readTexts(body, "untaggedTargetRepositories");
  if (untagged.some((each) => !REPOSITORY_NAME.test(each))) {
    throw refuse("The property 'untaggedTargetRepositories' must be a list of repositories.");
  }
  return {
    image,
    ...readRegistry(source),
    targetTags: tags.length + untagged.length === 0 ? [sameTag(image)] : tags,
    untagged,
    isForced: mode === "Force",
  };
}

function readRegistry({ resourceId, registryUri, credentials }: JsonObject) {
  if (typeof resourceId === "string") {
    return { resourceId };
  }
  if (typeof registryUri !== "string") {
    throw refuse("One of the properties 'resourceId' and 'registryUri' is required.");
  }
  if (credentials === undefined || credentials === null) {
    return { registryUri };
  }
  if (!isObject(credentials) || typeof credentials.password !== "string") {
    throw refuse("The property 'credentials.password' is required.");
  }
  const { username, password } = credentials;
  const user = typeof username === "string" ? { username } : {};
  return { registryUri, credentials: { ...user, password } };
}

/** `REPOSITORY`, which means its tag latest, `REPOSITORY:TAG` or `REPOSITORY@DIGEST`. */
function readImage(given: unknown, property: string): ImageReference {
  const value = typeof given === "string" ? given : "";
  const [, repository = "", tag = "latest", digest] =
    /^([^:@]+)(?::([^:@]+)|@(.+))?$/.exec(value) ?? [];
  const isGood = digest === undefined ? TAG_NAME.test(tag) : isDigestForm(digest);
  if (!REPOSITORY_NAME.test(repository) || !isGood) {
    throw refuse(`The property '${property}' is not valid: '${value}'.`);
  }
  return { repository, reference: digest ?? tag };
}

/** Without a tag it is the source's, or latest where that has none. */
function readTag(text: string, source: ImageReference): ImageReference {
  const target = readImage(text, "targetTags");
  if (isDigestForm(target.reference)) {
    throw refuse(`The property 'targetTags' has a digest: '${text}'.`);
  }
  return text.includes(":") || isDigestForm(source.reference)
    ? target
    : { ...target, reference: source.reference };
}

/** What an import without any target has; for a digest there is none, which is assumed. */
function sameTag(image: ImageReference): ImageReference {
  if (isDigestForm(image.reference)) {
    throw refuse("One of 'targetTags' and 'untaggedTargetRepositories' is required with a digest.");
  }
  return image;
}

function readTexts(body: JsonObject, name: string): readonly string[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== "string")) {
    throw refuse(`The property '${name}' must be a list of texts.`);
  }
  return value;
}

function refuse(message: string): Refusal {
  return new Refusal(badRequest(message));
}
