// Compares the tags of a repository on both sides by their digests.
import { isWhole, type KnownManifests, type Sides } from "./knownManifests";

/** A tag and the digest that it has, or should have. */
export interface TagDigest {
  readonly tag: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** What differs; each list is in the order of the tags. */
export interface TagDifference {
  /** How many tags are the same on both sides. */
  readonly same: number;
  /** Not in the target, or in it without their manifest or a part of it; with the source's digest. */
  readonly missing: readonly TagDigest[];
  /** In the target with another digest; with the source's digest. */
  readonly moved: readonly TagDigest[];
  /** In the target alone; with the target's digest. */
  readonly extra: readonly TagDigest[];
}

/**
 * Compares.
 *
 * A tag whose digest is right and whose manifest is not there is what an import by tag can leave behind
 * (https://github.com/Azure/azure-cli/issues/21944): nobody can pull it, so it counts as missing. So does one
 * whose index is known to name a manifest that the source has and the target has not: somebody may have deleted it.
 */
export function compareTags(sides: Sides, known: KnownManifests): TagDifference {
  const { source, target } = sides;
  const missing: TagDigest[] = [];
  const moved: TagDigest[] = [];
  let same = 0;
  for (const { tag, digest } of sorted(source.tags)) {
    const there = target.tags.get(tag);
    if (there !== undefined && there !== digest) moved.push({ tag, digest });
    else if (there === undefined || !isWhole(digest, sides, known)) missing.push({ tag, digest });
    else same += 1;
  }
  const extra = sorted(target.tags).filter(({ tag }) => !source.tags.has(tag));
  return { same, missing, moved, extra };
}

function sorted(tags: ReadonlyMap<string, string>): TagDigest[] {
  return [...tags]
    .map(([tag, digest]) => ({ tag, digest }))
    .sort((one, other) => (one.tag < other.tag ? -1 : 1));
}
