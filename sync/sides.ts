// What a repository holds on each side of a sync, as the registries' lists say it.

/** A repository of the vendor's registry. */
export interface SourceRepository {
  /** `app/api` */
  readonly name: string;
  /** Digests by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** All manifests by digest, those without a tag as well. */
  readonly manifests: ReadonlyMap<string, ListedManifest>;
}

/** What a list says of a manifest. */
export interface ListedManifest {
  /** Empty where the list does not say it. */
  readonly mediaType: string;
  /** False for one that a lock keeps from being pulled. */
  readonly isReadable: boolean;
}

/** The copy of it in the customer's registry; both are empty while there is none. */
export interface TargetRepository {
  /** Digests by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** The digests of all manifests. */
  readonly manifests: ReadonlySet<string>;
}

/** What stands in a manifest: it belongs to its digest, and so never changes. */
export interface ManifestFacts {
  /** The digests of an index's manifests. */
  readonly children: readonly string[];
  /** The digest of the manifest that this one says something about. */
  readonly subject?: string;
}

/**
 * May it name other manifests, as an index (a multi-arch image) does? One of a type that is not known here may, so it is read;
 * images and artifacts do not.
 */
export function mayHaveParts(mediaType: string): boolean {
  return !isImage(mediaType) && !isArtifact(mediaType);
}

/**
 * May it say something about another manifest? Those of Docker's own formats have no subject:
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function mayHaveSubject(mediaType: string): boolean {
  return !mediaType.startsWith("application/vnd.docker.distribution.manifest.");
}

function isImage(mediaType: string): boolean {
  return /\b(image\.manifest\.v1\+json|distribution\.manifest\.(v2\+json|v1\+\w+))$/.test(
    mediaType,
  );
}

/** Of specifications that were retired; they may refer to an image: https://github.com/opencontainers/image-spec/blob/v1.1.0-rc2/artifact.md */
function isArtifact(mediaType: string): boolean {
  return /\bartifact\.manifest\.v1\+json$/.test(mediaType);
}

/** Reads the facts from a manifest's JSON; what is malformed is left out. */
export function factsOf(content: unknown): ManifestFacts {
  const { manifests, subject } = (content ?? {}) as { manifests?: unknown; subject?: unknown };
  const children = (Array.isArray(manifests) ? manifests : []).flatMap(digestIn);
  const [about] = digestIn(subject);
  return { children: [...new Set(children)], ...(about === undefined ? {} : { subject: about }) };
}

function digestIn(descriptor: unknown): string[] {
  const { digest } = (descriptor ?? {}) as { digest?: unknown };
  return typeof digest === "string" && /^[a-z0-9+._-]+:[0-9a-f]{32,}$/.test(digest) ? [digest] : [];
}
