// The kinds of manifests that a registry takes, and which of them a client says that it understands.
import type { Request } from "../http/request";

/** One kind of manifest. */
export interface ManifestKind {
  /** An image has a configuration and layers, an index has manifests. */
  readonly holds: "image" | "index";
  /** In the words of the refusal to clients that do not name this type; without it they get such a manifest all the same. */
  readonly demanded?: { readonly one: string; readonly many: string };
}

export const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_MANIFEST_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";

/**
 * By media type.
 *
 * Reported for both of OCI: https://github.com/Azure/azure-cli/issues/25280, https://github.com/Azure/acr/pull/764. For Docker's as in the
 * source that Azure's registry comes from: `GetManifest` in https://github.com/distribution/distribution/blob/main/registry/handlers/manifests.go
 */
export const MANIFEST_KINDS: ReadonlyMap<string, ManifestKind> = new Map([
  [OCI_INDEX, { holds: "index", demanded: { one: "OCI index", many: "OCI indexes" } }],
  [OCI_MANIFEST, { holds: "image", demanded: { one: "OCI manifest", many: "OCI manifests" } }],
  [DOCKER_MANIFEST_LIST, { holds: "index" }],
  [DOCKER_MANIFEST, { holds: "image" }],
]);

/** Does the request's Accept header name the media type? Stars and preferences (`q=`) do not count. */
export function accepts(request: Request, mediaType: string): boolean {
  return (request.headers.accept ?? "").split(",").some((each) => bareType(each) === mediaType);
}

/** A media type without its parameters. */
export function bareType(header: string): string {
  return (header.split(";")[0] ?? "").trim().toLowerCase();
}
