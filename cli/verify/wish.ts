// What a customer requests from the registry: one access token for all checks.
import { covers, isPrefix } from "../../access/pattern";
import type { Customer } from "../../customers/schema/schema";
import type { AzureSide } from "./azureSide";
import { type CheckLog, type Tried, undecided } from "./checkLog";

/** What is tried. */
export interface Wish {
  /** Of each repository of the file, and of one below each prefix, a manifest that exists. */
  images: readonly { repository: string; digest: string }[];
  /** All repositories that the file does not give. */
  outside: readonly string[];
  /** What the access token is asked for. */
  scopes: readonly string[];
}

/** The registry's words for what the file never gives. */
export const NEVER_GIVEN = ["push", "delete", "metadata_write"] as const;

/** The registry's words for what nobody has on a repository that the file does not give, beside `pull`. */
export const NEVER_OUTSIDE = [...NEVER_GIVEN, "metadata_read"] as const;

/** Finds what there is to try. Where there is nothing to pull it is not known whether the customer can: no pull, no proof. */
export async function wishFor(
  { repositories: patterns }: Customer,
  azure: AzureSide,
  log: CheckLog,
): Promise<Wish> {
  const images = new Map<string, string>();
  const absent: string[] = [];
  for (const pattern of patterns) {
    try {
      const found = await imageWithin(pattern, azure);
      if (found !== undefined) images.set(found.repository, found.digest);
      else absent.push(pattern);
    } catch (thrown) {
      log.note("pull", pattern, undecided(thrown));
    }
  }
  for (const pattern of absent) {
    log.note("pull", pattern, nothingToPull(pattern, azure, { isAnythingPulled: images.size > 0 }));
  }
  const outside = azure.repositories.filter(
    (repository) => !patterns.some((pattern) => covers(pattern, repository)),
  );
  const pulled = [...images.keys()];
  const on = (repository: string, actions: string) => `repository:${repository}:${actions}`;
  const tried = [...images].map(([repository, digest]) => ({ repository, digest }));
  const target = pushedTo({ images: tried, outside });
  return {
    images: tried,
    outside,
    scopes: [
      ...pulled.map((repository) => on(repository, "pull")),
      // Its own entry: a request for a manifest asks for this scope.
      ...outside.slice(0, 1).map((repository) => on(repository, "pull")),
      ...outside.map((repository) => on(repository, ["pull", ...NEVER_OUTSIDE].join(","))),
      ...(target === undefined ? [] : [on(target, "pull,push")]),
      ...pulled.slice(0, 1).map((repository) => on(repository, "metadata_read")),
      ...pulled.flatMap((repository) => NEVER_GIVEN.map((action) => on(repository, action))),
      "registry:catalog:*",
    ],
  };
}

/** Where a push is tried: where the customer may pull, since that is where it would be given by mistake. */
export function pushedTo({ images, outside }: Pick<Wish, "images" | "outside">) {
  return images[0]?.repository ?? outside[0];
}

/** The first repository that has an image; of a prefix, one is enough. */
async function imageWithin(
  pattern: string,
  azure: AzureSide,
): Promise<{ repository: string; digest: string } | undefined> {
  for (const repository of azure.repositories) {
    if (!covers(pattern, repository)) continue;
    const manifest = await azure.manifest(repository);
    if (manifest !== undefined) return { repository, digest: manifest.digest };
  }
  return undefined;
}

/** A prefix may be given ahead of its first repository; for who has nothing else, that is no proof either. */
function nothingToPull(
  pattern: string,
  { repositories }: AzureSide,
  { isAnythingPulled }: { isAnythingPulled: boolean },
): Tried {
  const isThere = repositories.some((repository) => covers(pattern, repository));
  const answer = isThere
    ? `${pattern} has no image`
    : isPrefix(pattern)
      ? `there is no repository below ${pattern}`
      : `there is no repository ${pattern}`;
  if (!isThere && isPrefix(pattern) && isAnythingPulled) {
    return { verdict: "not tried", answer: `nothing to pull: ${answer}` };
  }
  const remedy = isThere ? "push one" : "push to it, or correct the file";
  const reason = `nothing to pull: ${answer} in the registry's list; ${remedy}`;
  return { verdict: "undecided", answer: `nothing to pull: ${answer}`, reason };
}
