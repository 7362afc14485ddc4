// Chooses what is imported: each digest once, with all its tags, and referrers after what they are about.
import { compareTags, type TagDifference } from "./compareTags";
import {
  descendantsOf,
  factsIn,
  isWhole,
  type KnownManifests,
  lackingPart,
  type Sides,
} from "./knownManifests";
import { mayHaveParts, mayHaveSubject } from "./sides";

/** A digest to import, with everything that it names. */
export interface Chosen {
  /** `sha256:…` */
  readonly digest: string;
  /** The tags that it gets, sorted; none for a referrer without a tag. */
  readonly tags: readonly string[];
  /** The digest that it is about, where that is imported too and must come first. */
  readonly after?: string;
  /** A manifest below it that the target lacks, where the target has the digest itself: it shows whether the import is done. */
  readonly part?: string;
  /** What the source's list says that it is, or that its part is. */
  readonly mediaType?: string;
}

/** One that importing refuses. */
export interface ChosenTooLarge extends Chosen {
  /** How many manifests it has, itself included. */
  readonly manifests: number;
}

/** What is to be imported, as far as it is known. */
export interface Choice {
  readonly difference: TagDifference;
  /** In an order in which each comes after what it is about. */
  readonly chosen: readonly Chosen[];
  readonly tooLarge: readonly ChosenTooLarge[];
  /** Digests with missing or moved tags whose manifests could not be read. */
  readonly unreadable: readonly string[];
  /** Each digest that comes, with the chosen one with which it comes. */
  readonly coming: ReadonlyMap<string, string>;
}

/** The most manifests of one import: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const MOST_MANIFESTS = 50;

/** Chooses by what is known so far; `manifestsToRead` says whether that is enough. */
export function chooseImports(sides: Sides, known: KnownManifests): Choice {
  const difference = compareTags(sides, known);
  const chosen: Chosen[] = [];
  const tooLarge: ChosenTooLarge[] = [];
  const unreadable: string[] = [];
  const coming = new Map<string, string>();
  const add = (one: Chosen): void => {
    const below = descendantsOf(one.digest, known);
    if (below.length + 1 > MOST_MANIFESTS) {
      tooLarge.push({ ...one, manifests: below.length + 1 });
      return;
    }
    const isThere = sides.target.manifests.has(one.digest);
    const part = isThere ? lackingPart(one.digest, sides, known) : undefined;
    const mediaType = sides.source.manifests.get(part ?? one.digest)?.mediaType;
    chosen.push({
      ...one,
      ...(part === undefined ? {} : { part }),
      ...(mediaType ? { mediaType } : {}),
    });
    for (const digest of [one.digest, ...below]) coming.set(digest, one.digest);
  };
  for (const [digest, tags] of tagsByDigest(difference)) {
    if (known.get(digest) === "unreadable") unreadable.push(digest);
    else add({ digest, tags });
  }
  let waiting = referrerCandidates(sides, known);
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter((digest) => {
      if (coming.has(digest)) return false;
      const subject = factsIn(known, digest)?.subject;
      if (subject === undefined) return true;
      const after = coming.get(subject);
      if (after === undefined && !sides.target.manifests.has(subject)) return true;
      add({ digest, tags: [], ...(after === undefined ? {} : { after }) });
      return false;
    });
  }
  return { difference, chosen, tooLarge, unreadable, coming };
}

/**
 * What may be a referrer that must come: has no tag, and the target lacks it or a part of it. Indexes come first.
 *
 * That an index names it says nothing: no tag may need that index.
 */
export function referrerCandidates(sides: Sides, known: KnownManifests): string[] {
  const { source } = sides;
  const tagged = new Set(source.tags.values());
  const candidates = [...source.manifests]
    .filter(([, { isReadable, mediaType }]) => isReadable && mayHaveSubject(mediaType))
    .filter(([digest]) => !tagged.has(digest) && known.get(digest) !== "gone")
    .filter(([digest]) => !isWhole(digest, sides, known));
  const sorted = candidates.sort(([one], [other]) => (one < other ? -1 : 1));
  const [indexes, images] = [true, false].map((are) =>
    sorted.filter(([, { mediaType }]) => mayHaveParts(mediaType) === are).map(([digest]) => digest),
  );
  return [...(indexes ?? []), ...(images ?? [])];
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
