// Which manifests must be read before it is known what to copy: none of a repository whose manifests are all there.
import { chooseImports, referrerCandidates } from "./chooseImports";
import { descendantsOf, isLacking, type KnownManifests, type Sides } from "./knownManifests";
import { mayHaveParts } from "./sides";

/**
 * Names the manifests to read next; none when enough is known.
 *
 * A referrer (a signature, a bill of materials) names its subject, so it is found by reading what the target lacks.
 * Asking each image for its referrers would take a request for each tag, at a rate that registries limit to some 250 a
 * minute: https://learn.microsoft.com/azure/container-registry/container-registry-skus.
 *
 * In three steps, each only when the one before has nothing to read: the indexes that come, since what they name comes
 * with them; what may be a referrer; and where the target still lacks something, all indexes that it has, since it may
 * be a part of one.
 */
export function manifestsToRead(sides: Sides, known: KnownManifests): string[] {
  const { source, target } = sides;
  const isUnread = (digest: string) => !known.has(digest);
  const isUnreadIndex = (digest: string) => {
    const listed = source.manifests.get(digest);
    return isUnread(digest) && listed !== undefined && mayHaveParts(listed.mediaType);
  };
  const { difference, coming } = chooseImports(sides, known);
  const wanted = [...difference.missing, ...difference.moved].map(({ digest }) => digest);
  const named = wanted.flatMap((digest) => [digest, ...descendantsOf(digest, known)]);
  const indexes = [...new Set([...named, ...coming.keys()])].filter(isUnreadIndex);
  if (indexes.length > 0) return indexes;

  const candidates = referrerCandidates(sides, known)
    .filter(isUnread)
    .filter((digest) => !coming.has(digest));
  const first = candidates.filter(isUnreadIndex);
  if (first.length > 0) return first;
  if (candidates.length > 0) return candidates;

  const digests = [...source.manifests.keys()];
  const isUnexplained = (digest: string) => isLacking(digest, sides, known) && !coming.has(digest);
  if (!digests.some(isUnexplained)) return [];
  return digests.filter((digest) => target.manifests.has(digest)).filter(isUnreadIndex);
}
