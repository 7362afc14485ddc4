// The kinds of manifests that a registry takes, and which of them a client says that it understands.
import type { JsonObject, Request } from "../http/request";

/** One kind of manifest. */
export interface ManifestKind {
  /** An image has a configuration and layers, an index has manifests, an artifact has blobs, and Docker's schema 1 has layers alone. */
  readonly holds: "image" | "index" | "artifact" | "schema1";
  /** In the words of the refusal to clients that do not name this type; without it they get such a manifest all the same. */
  readonly demanded?: { readonly one: string; readonly many: string };
}

export const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_MANIFEST_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
/** In drafts of the specification, and in registries since then: https://github.com/opencontainers/image-spec/blob/v1.1.0-rc2/artifact.md */
export const OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
/** What was before it: https://github.com/oras-project/artifacts-spec */
export const ORAS_ARTIFACT = "application/vnd.cncf.oras.artifact.manifest.v1+json";
export const DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";

/**
 * By media type.
 *
 * Reported for those of OCI: https://github.com/Azure/azure-cli/issues/25280, https://github.com/Azure/acr/pull/764,
 * https://github.com/Azure/azure-cli/issues/24976; assumed for that of ORAS. For Docker's as in the source that Azure's registry
 * comes from: `GetManifest` in https://github.com/distribution/distribution/blob/main/registry/handlers/manifests.go
 */
export const MANIFEST_KINDS: ReadonlyMap<string, ManifestKind> = new Map([
  [OCI_INDEX, { holds: "index", demanded: { one: "OCI index", many: "OCI indexes" } }],
  [OCI_MANIFEST, { holds: "image", demanded: { one: "OCI manifest", many: "OCI manifests" } }],
  [OCI_ARTIFACT, { holds: "artifact", demanded: { one: "OCI artifact", many: "OCI artifacts" } }],
  [
    ORAS_ARTIFACT,
    { holds: "artifact", demanded: { one: "ORAS artifact", many: "ORAS artifacts" } },
  ],
  [DOCKER_MANIFEST_LIST, { holds: "index" }],
  [DOCKER_MANIFEST, { holds: "image" }],
  [DOCKER_SCHEMA_1, { holds: "schema1" }],
]);

/** What a manifest consists of, as descriptors: of an index manifests, of all others blobs. */
export function partsIn(
  { config, layers, manifests, blobs = [], fsLayers }: JsonObject,
  { holds }: Pick<ManifestKind, "holds">,
): readonly JsonObject[] {
  const parts = {
    image: () => [config, layers],
    index: () => [manifests],
    artifact: () => [blobs],
    schema1: () => (fsLayers as JsonObject[]).map(({ blobSum }) => ({ digest: blobSum })),
  };
  return parts[holds]().flat() as JsonObject[];
}

/** Does the request's Accept header name the media type? Stars and preferences (`q=`) do not count. */
export function accepts(request: Request, mediaType: string): boolean {
  return (request.headers.accept ?? "").split(",").some((each) => bareType(each) === mediaType);
}

/** A media type without its parameters. */
export function bareType(header: string): string {
  return (header.split(";")[0] ?? "").trim().toLowerCase();
}
