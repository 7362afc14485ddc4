// Pushes to an emulated registry, step by step as clients do it.
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import type { EmulatedAzure } from "../useEmulator";

export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

export const OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
export const ORAS_ARTIFACT = "application/vnd.cncf.oras.artifact.manifest.v1+json";
export const DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";

/** A client with an access token that may push. */
export class Pusher {
  readonly #azure: EmulatedAzure;
  readonly #token: string;

  constructor(azure: EmulatedAzure, token: string) {
    this.#azure = azure;
    this.#token = token;
  }

  send(
    method: string,
    path: string,
    bytes?: Buffer,
    headers?: Record<string, string>,
  ): Promise<Received> {
    return this.#azure.registry(method, path, this.#token, { bytes, headers });
  }

  /** Uploads a blob in one piece. */
  async upload(repository: string, bytes: Buffer): Promise<Received> {
    const { headers } = await this.send("POST", `/v2/${repository}/blobs/uploads/`);
    return this.send("PUT", `${headers.location}&digest=${digestOf(bytes)}`, bytes);
  }

  /** Pushes a manifest as it is, by tag or else by its digest. */
  put(
    repository: string,
    manifest: Buffer,
    { mediaType = OCI_MANIFEST, tag = digestOf(manifest) } = {},
  ): Promise<Received> {
    const path = `/v2/${repository}/manifests/${encodeURIComponent(tag)}`;
    return this.send("PUT", path, manifest, { "content-type": mediaType });
  }
}

/** A manifest of an image with these blobs; `more` adds to its fields or replaces them. */
export function imageOf(config: Buffer, layers: readonly Buffer[], more: object = {}): Buffer {
  return toJson({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptorOf(config, "application/vnd.oci.image.config.v1+json"),
    layers: layers.map((each) => descriptorOf(each, "application/vnd.oci.image.layer.v1.tar")),
    ...more,
  });
}

/** An index, or a list of Docker's, of these manifests. */
export function indexOf(manifests: readonly object[], more: object = {}): Buffer {
  return toJson({ schemaVersion: 2, mediaType: OCI_INDEX, manifests, ...more });
}

/** An artifact manifest, of a form that was retired, with these blobs; it has no schemaVersion. */
export function artifactOf(
  mediaType: typeof OCI_ARTIFACT | typeof ORAS_ARTIFACT,
  blobs: readonly Buffer[],
  more: object = {},
): Buffer {
  return toJson({
    mediaType,
    artifactType: "application/vnd.example.signature",
    blobs: blobs.map((each) => descriptorOf(each, "application/octet-stream")),
    ...more,
  });
}

/** How manifests name other content. */
export function descriptorOf(bytes: Buffer, mediaType: string) {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

/** A value as the bytes of a body. */
export function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
