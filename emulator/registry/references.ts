// How the names of repositories, tags and digests are written.

/** Documented: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export const REPOSITORY_NAME = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** From the same page. */
export const TAG_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** Documented: https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
const SHA256 = /^sha256:[a-f0-9]{64}$/;

/** Whether a reference means a digest rather than a tag. */
export function isDigest(reference: string): boolean {
  return reference.includes(":");
}

/** Whether a value is written as digests are; of SHA-256 as long as it has to be. */
export function isDigestForm(value: unknown): value is string {
  return (
    typeof value === "string" &&
    DIGEST.test(value) &&
    (!value.startsWith("sha256:") || SHA256.test(value))
  );
}
