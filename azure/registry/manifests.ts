// Manifests of every form that registries serve, with their digests checked.

import { createHash } from "node:crypto";
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { fieldAt, jsonIn } from "../jsonAnswer";
import { requireStatus } from "./answers";
import type { RegistrySession } from "./session";

/** Images and indexes, of OCI and of Docker; a registry answers 404 for a form that is not asked for. */
export const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
] as const;

/** Which manifest: `reference` is a tag or a digest `sha256:…`. */
export interface ImageReference {
  repository: string;
  reference: string;
}

/** A manifest as the registry has it. */
export interface Manifest {
  /** `sha256:…` */
  digest: string;
  /** One of MANIFEST_TYPES, or of another kind of artifact. */
  mediaType: string;
  /** In bytes. */
  size: number;
}

/** A manifest with its content. */
export interface ManifestContent extends Manifest {
  /** The JSON, parsed. */
  content: unknown;
}

/**
 * Reads a manifest.
 *
 * @throws AccessRefused, NotFound; AzureError when the bytes are not those that the digest names
 */
export async function getManifest(
  session: RegistrySession,
  image: ImageReference,
): Promise<ManifestContent> {
  const operation = `pulling ${nameOf(image)} as ${session.name}`;
  const response = await ask(session, image, { operation, method: "GET" });
  const bytes = Buffer.from(response.bodyAsText ?? "");
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const said = [response.headers.get("docker-content-digest"), image.reference].filter((each) =>
    each?.startsWith("sha256:"),
  );
  if (said.some((each) => each !== digest)) {
    throw new AzureError({
      operation,
      reason: "the manifest is not the one that its digest names",
    });
  }
  const content = jsonIn(response);
  if (fieldAt(content, "schemaVersion") !== 2) {
    throw new AzureError({ operation, reason: "the answer is not a manifest" });
  }
  return { digest, mediaType: mediaTypeOf(response), size: bytes.length, content };
}

/**
 * Asks whether a manifest is there and may be pulled, without its content.
 *
 * @throws AccessRefused, NotFound; AzureError when the answer names no digest
 */
export async function headManifest(
  session: RegistrySession,
  image: ImageReference,
): Promise<Manifest> {
  const operation = `looking for ${nameOf(image)} as ${session.name}`;
  const { headers, ...response } = await ask(session, image, { operation, method: "HEAD" });
  const digest = headers.get("docker-content-digest");
  if (digest === undefined) {
    throw new AzureError({ operation, reason: "the answer names no digest" });
  }
  const size = Number(headers.get("content-length"));
  return { digest, mediaType: mediaTypeOf({ headers, ...response }), size };
}

async function ask(
  session: RegistrySession,
  { repository, reference }: ImageReference,
  { operation, method }: { operation: string; method: "GET" | "HEAD" },
): Promise<PipelineResponse> {
  const response = await session.send({
    operation,
    method,
    path: `/v2/${repository}/manifests/${reference}`,
    scope: `repository:${repository}:pull`,
    accept: MANIFEST_TYPES.join(", "),
  });
  return requireStatus(operation, response, 200);
}

function nameOf({ repository, reference }: ImageReference): string {
  return reference.includes(":") ? `${repository}@${reference}` : `${repository}:${reference}`;
}

function mediaTypeOf({ headers }: Pick<PipelineResponse, "headers">): string {
  return (headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
}
