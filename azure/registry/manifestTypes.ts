// The media types of manifests, all of which a request names: a registry answers 404 for a form that is not asked for.

/** Images and indexes, of OCI and of Docker. */
const USUAL = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
] as const;

/** Which nobody should push any more, and registries still have: https://github.com/Azure/azure-cli/issues/24976 */
const RETIRED = [
  "application/vnd.oci.artifact.manifest.v1+json",
  "application/vnd.cncf.oras.artifact.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v1+prettyjws",
  "application/vnd.docker.distribution.manifest.v1+json",
] as const;

/**
 * The value of an Accept header with which a manifest comes as it was pushed, by tag and by digest.
 *
 * @param listed what a list says that it is, which may be a type that is not known here
 */
export function acceptedTypes(listed?: string): string {
  const unknown = listed !== undefined && MEDIA_TYPE.test(listed) ? [listed] : [];
  return [...new Set([...USUAL, ...RETIRED, ...unknown, "*/*"])].join(", ");
}

/** https://www.rfc-editor.org/rfc/rfc6838#section-4.2; a registry lists what somebody pushed. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/;
