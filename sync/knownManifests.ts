// What was read of manifests, and what follows from it: what stands below an index, and what of that the target lacks.
import type { ManifestFacts, SourceRepository, TargetRepository } from "./sides";

/** Both sides of a repository. */
export interface Sides {
  readonly source: SourceRepository;
  readonly target: TargetRepository;
}

/**
 * What was read, by digest.
 *
 * `unreadable` is a manifest that no side showed; `gone` one without a tag that the source listed and has no more.
 */
export type KnownManifests = ReadonlyMap<string, ManifestFacts | "unreadable" | "gone">;

/** The facts of a manifest; undefined where they are not known. */
export function factsIn(known: KnownManifests, digest: string): ManifestFacts | undefined {
  const facts = known.get(digest);
  return typeof facts === "string" ? undefined : facts;
}

/** The manifests below an index, of every depth, as far as they were read. */
export function descendantsOf(digest: string, known: KnownManifests): string[] {
  const found = new Set<string>();
  const visit = (parent: string) => {
    for (const child of factsIn(known, parent)?.children ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      visit(child);
    }
  };
  visit(digest);
  return [...found];
}

/** Does the source have it, and the target not? */
export function isLacking(
  digest: string,
  { source, target }: Sides,
  known: KnownManifests,
): boolean {
  const isAtSource = source.manifests.has(digest) && known.get(digest) !== "gone";
  return isAtSource && !target.manifests.has(digest);
}

/** The first manifest below an index that the target lacks, so that some platform cannot be pulled. */
export function lackingPart(
  digest: string,
  sides: Sides,
  known: KnownManifests,
): string | undefined {
  return descendantsOf(digest, known).find((each) => isLacking(each, sides, known));
}

/** Does the target have it with everything below it that the source has, as far as that is known? */
export function isWhole(digest: string, sides: Sides, known: KnownManifests): boolean {
  return sides.target.manifests.has(digest) && lackingPart(digest, sides, known) === undefined;
}
