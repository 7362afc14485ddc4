// Plans the imports of one repository: from which digest to which name.
import { type Chosen, type ChosenTooLarge, chooseImports } from "./chooseImports";
import type { TagDifference } from "./compareTags";
import type { KnownManifests, Sides } from "./knownManifests";
import { targetNameOf } from "./targetName";

interface Place {
  /** The repository at the vendor: `app/api`. */
  readonly repository: string;
  /** Its copy: `vendor/app/api`. */
  readonly target: string;
}

/** One import: a digest of the source, whole, with everything that it names. */
export type ImportStep = Chosen & Place;

/** An image that importing refuses. */
export type TooLarge = ChosenTooLarge & Place;

/** What is to be done for a repository. */
export interface RepositoryPlan extends TagDifference {
  /** In an order in which each comes after what it is about. */
  readonly imports: readonly ImportStep[];
  readonly tooLarge: readonly TooLarge[];
  /** Digests with missing or moved tags whose manifests could not be read. */
  readonly unreadable: readonly string[];
}

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
  sides: Sides,
  known: KnownManifests,
  targetPrefix: string,
): RepositoryPlan {
  const { name: repository } = sides.source;
  const place: Place = { repository, target: targetNameOf(targetPrefix, repository) };
  const { difference, chosen, tooLarge, unreadable } = chooseImports(sides, known);
  return {
    ...difference,
    imports: chosen.map((each) => ({ ...place, ...each })),
    tooLarge: tooLarge.map((each) => ({ ...place, ...each })),
    unreadable,
  };
}
