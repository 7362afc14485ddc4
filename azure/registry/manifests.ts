// Manifests of every form that registries serve, with their digests checked.

import { createHash } from "node:crypto";
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { fieldAt, jsonIn } from "../jsonAnswer";
import { NotFound, requireStatus } from "./answers";
import { acceptedTypes } from "./manifestTypes";
import type { RegistrySession } from "./session";

/** Which manifest: `reference` is a tag or a digest `sha256:…`. */
export interface ImageReference {
  repository: string;
  reference: string;
  /** As a list says it. @default - one of those that are known here */
  mediaType?: string | undefined;
}

/** A manifest as the registry has it. */
export interface Manifest {
  /** `sha256:…` */
  digest: string;
  /** See manifestTypes.ts. */
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
  // Artifact manifests have none, and name their type: https://github.com/opencontainers/image-spec/blob/v1.1.0-rc2/artifact.md
  const isArtifact = typeof fieldAt(content, "mediaType") === "string";
  if (fieldAt(content, "schemaVersion") !== 2 && !isArtifact) {
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

/**
 * Does the registry say that there is no such manifest? Not where it has it in a form that was not asked for, for which it has
 * the same code: https://github.com/Azure/azure-cli/issues/24976. Nor where there is no such repository, or a proxy answers.
 */
export function isGone(thrown: unknown): boolean {
  return (
    thrown instanceof NotFound &&
    thrown.code === "MANIFEST_UNKNOWN" &&
    !thrown.message.includes("accept header does not support")
  );
}

async function ask(
  session: RegistrySession,
  { repository, reference, mediaType }: ImageReference,
  { operation, method }: { operation: string; method: "GET" | "HEAD" },
): Promise<PipelineResponse> {
  const response = await session.send({
    operation,
    method,
    path: `/v2/${repository}/manifests/${reference}`,
    scope: `repository:${repository}:pull`,
    accept: acceptedTypes(mediaType),
  });
  return requireStatus(operation, response, 200);
}

function nameOf({ repository, reference }: ImageReference): string {
  return reference.includes(":") ? `${repository}@${reference}` : `${repository}:${reference}`;
}

function mediaTypeOf({ headers }: Pick<PipelineResponse, "headers">): string {
  return (headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
}
