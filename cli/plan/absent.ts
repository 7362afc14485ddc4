// Repositories of a change that do not exist in the registry today: pushed later, or mistyped.
import type { AccessChange } from "../../access/accessChange";
import { covers, isPrefix } from "../../access/pattern";
import { nearestTo } from "../../customers/rules/nearest";
import type { CustomerPlan } from "./planSchema";

/**
 * Finds them, with similar names; nothing if the registry was not asked.
 *
 * Prefixes that match nothing today are reported elsewhere; here only those that are similar to an existing one.
 */
export function absentOf(
  { gains }: AccessChange,
  repositories: readonly string[] | undefined,
): CustomerPlan["absent"] {
  if (repositories === undefined) return [];
  return gains
    .flatMap((gain) => gain.repositories ?? [])
    .filter((pattern) => pattern !== "*")
    .filter((pattern) => !repositories.some((repository) => covers(pattern, repository)))
    .map((pattern) => {
      const known = isPrefix(pattern) ? prefixesIn(repositories) : repositories;
      return { pattern, nearest: nearestTo(pattern, known) ?? null };
    })
    .filter(({ pattern, nearest }) => nearest !== null || !isPrefix(pattern));
}

/** `app/*` and `app/tools/*` for the repository `app/tools/cli`. */
function prefixesIn(repositories: readonly string[]): string[] {
  const prefixes = repositories.flatMap((repository) => {
    const folders = repository.split("/").slice(0, -1);
    return folders.map((_, index) => `${folders.slice(0, index + 1).join("/")}/*`);
  });
  return [...new Set(prefixes)];
}
