// Compares the tags of a repository on both sides by their digests.
import type { SourceRepository, TargetRepository } from "./sides";

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
  /** Not in the target, or in it without their manifest; with the source's digest. */
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
 * (https://github.com/Azure/azure-cli/issues/21944): nobody can pull it, so it counts as missing.
 */
export function compareTags(source: SourceRepository, target: TargetRepository): TagDifference {
  const missing: TagDigest[] = [];
  const moved: TagDigest[] = [];
  let same = 0;
  for (const { tag, digest } of sorted(source.tags)) {
    const there = target.tags.get(tag);
    if (there !== undefined && there !== digest) moved.push({ tag, digest });
    else if (there === undefined || !target.manifests.has(digest)) missing.push({ tag, digest });
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
