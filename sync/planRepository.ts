// Plans the imports of one repository: each digest once, with all its tags, and referrers after what they are about.
import { compareTags, type TagDifference } from "./compareTags";
import type { ManifestFacts, SourceRepository, TargetRepository } from "./sides";
import { targetNameOf } from "./targetName";
import { descendantsOf, type KnownManifests, untaggedCandidates } from "./toRead";

/** One import: a digest of the source, whole, with everything that it names. */
export interface ImportStep {
  /** The repository at the vendor: `app/api`. */
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
  /** Its copy: `vendor/app/api`. */
  readonly target: string;
  /** The tags that it gets there, sorted; none for a referrer without a tag. */
  readonly tags: readonly string[];
  /** The digest that it is about, where that is imported too and must come first. */
  readonly after?: string;
}

/** An image that importing refuses. */
export interface TooLarge extends ImportStep {
  /** How many manifests it has, itself included. */
  readonly manifests: number;
}

/** What is to be done for a repository. */
export interface RepositoryPlan extends TagDifference {
  /** In an order in which each comes after what it is about. */
  readonly imports: readonly ImportStep[];
  readonly tooLarge: readonly TooLarge[];
  /** Digests with missing or moved tags whose manifests could not be read. */
  readonly unreadable: readonly string[];
}

/** The most manifests of one import: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const MOST_MANIFESTS = 50;

/**
 * Plans.
 *
 * Always by digest: an import by tag can leave a tag without a manifest when the tag moves meanwhile
 * (https://github.com/Azure/azure-cli/issues/21944).
 *
 * @param known everything that `manifestsToRead` named
 * @param targetPrefix `vendor/`
 */
export function planRepository(
  sides: { source: SourceRepository; target: TargetRepository },
  known: KnownManifests,
  targetPrefix: string,
): RepositoryPlan {
  const difference = compareTags(sides.source, sides.target);
  const { name: repository } = sides.source;
  const stepFor = (digest: string, tags: readonly string[]): ImportStep => ({
    repository,
    digest,
    target: targetNameOf(targetPrefix, repository),
    tags,
  });
  const imports: ImportStep[] = [];
  const tooLarge: TooLarge[] = [];
  const unreadable: string[] = [];
  // The step with which each digest comes.
  const coming = new Map<string, string>();
  const add = (step: ImportStep): void => {
    const below = descendantsOf(step.digest, known);
    if (below.length + 1 > MOST_MANIFESTS) {
      tooLarge.push({ ...step, manifests: below.length + 1 });
      return;
    }
    imports.push(step);
    for (const digest of [step.digest, ...below]) coming.set(digest, step.digest);
  };
  for (const [digest, tags] of tagsByDigest(difference)) {
    if (known.get(digest) === "unreadable") unreadable.push(digest);
    else add(stepFor(digest, tags));
  }
  let waiting = untaggedCandidates(sides.source, sides.target, known);
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter((digest) => {
      const subject = subjectOf(known.get(digest));
      if (subject === undefined) return true;
      const after = coming.get(subject);
      if (after === undefined && !sides.target.manifests.has(subject)) return true;
      add({ ...stepFor(digest, []), ...(after === undefined ? {} : { after }) });
      return false;
    });
  }
  return { ...difference, imports, tooLarge, unreadable };
}

/** Tags such as `sha256-….sig`, by which cosign names what is about an image, come last. */
function tagsByDigest({ missing, moved }: TagDifference): [digest: string, tags: string[]][] {
  const tags = new Map<string, string[]>();
  for (const { tag, digest } of [...missing, ...moved]) {
    tags.set(digest, [...(tags.get(digest) ?? []), tag].sort());
  }
  const rank = (names: readonly string[]) => {
    const first = names[0] ?? "";
    return `${/^sha256-[0-9a-f]{64}/.test(first) ? 1 : 0}${first}`;
  };
  return [...tags].sort(([, one], [, other]) => (rank(one) < rank(other) ? -1 : 1));
}

function subjectOf(facts: ManifestFacts | "unreadable" | undefined): string | undefined {
  return facts === "unreadable" ? undefined : facts?.subject;
}
