// Which manifests of the source must be read before it is known what to copy: none of a repository that is in step.
import type { TagDifference } from "./compareTags";
import { isIndex, type ManifestFacts, type SourceRepository, type TargetRepository } from "./sides";

/** What was read, by digest; `unreadable` for a manifest that the source did not show. */
export type KnownManifests = ReadonlyMap<string, ManifestFacts | "unreadable">;

/**
 * Names the manifests to read next; none when enough is known.
 *
 * A referrer (a signature, a bill of materials) names its subject, so it is found by reading what the target lacks.
 * Asking each image for its referrers would take a request for each tag, at a rate that registries limit to some 250 a
 * minute: https://learn.microsoft.com/azure/container-registry/container-registry-skus. Indexes come first, because
 * what they name is no referrer and need not be read.
 */
export function manifestsToRead(
  difference: TagDifference,
  { source, target }: { source: SourceRepository; target: TargetRepository },
  known: KnownManifests,
): string[] {
  const isUnread = (digest: string) => !known.has(digest);
  const isListedIndex = (digest: string) => isIndex(source.manifests.get(digest)?.mediaType ?? "");
  const named = [...wantedDigests(difference), ...childrenIn(known)];
  const indexes = [...new Set(named)].filter(isListedIndex).filter(isUnread);
  if (indexes.length > 0) return indexes;
  const candidates = untaggedCandidates(source, target, known).filter(isUnread);
  const first = candidates.filter(isListedIndex);
  return first.length > 0 ? first : candidates;
}

/** The digests of the tags that must be copied. */
export function wantedDigests({ missing, moved }: TagDifference): ReadonlySet<string> {
  return new Set([...missing, ...moved].map(({ digest }) => digest));
}

/**
 * What may be a referrer: has no tag, is not in the target, and no index that was read names it.
 *
 * Manifests of Docker's own formats have no subject: https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function untaggedCandidates(
  source: SourceRepository,
  target: TargetRepository,
  known: KnownManifests,
): string[] {
  const tagged = new Set(source.tags.values());
  const children = new Set(childrenIn(known));
  return [...source.manifests]
    .filter(([, { isReadable, mediaType }]) => isReadable && hasSubject(mediaType))
    .map(([digest]) => digest)
    .filter(
      (digest) => !tagged.has(digest) && !target.manifests.has(digest) && !children.has(digest),
    )
    .sort();
}

/** The manifests below an index, of every depth, as far as they were read. */
export function descendantsOf(digest: string, known: KnownManifests): string[] {
  const found = new Set<string>();
  const visit = (parent: string) => {
    const facts = known.get(parent);
    for (const child of facts === undefined || facts === "unreadable" ? [] : facts.children) {
      if (found.has(child)) continue;
      found.add(child);
      visit(child);
    }
  };
  visit(digest);
  return [...found];
}

function hasSubject(mediaType: string): boolean {
  return /^application\/vnd\.oci\.image\.(manifest|index)\.v1\+json$/.test(mediaType);
}

function childrenIn(known: KnownManifests): string[] {
  return [...known.values()].flatMap((facts) => (facts === "unreadable" ? [] : facts.children));
}
