// Finds repositories of the file that do not exist, and repositories that no customer can pull.
import { covers, isPrefix } from "../access/pattern";
import { nearestTo } from "../customers/rules/nearest";
import type { Comparison } from "./declared";
import type { Facts } from "./facts";
import type { Finding } from "./finding";

/** Both, where the registry's repositories could be listed. */
export function repositoryDrift(
  { declared }: Comparison,
  { repositories, isUnusedAsked }: Facts,
): Finding[] {
  if (repositories === undefined) return [];
  const given = declared
    .filter(({ customer }) => customer.state !== "offboarded")
    .flatMap(({ customer }) =>
      customer.repositories.map((pattern) => ({ id: customer.id, pattern, customer })),
    );
  const absent = given
    .filter(({ pattern }) => pattern !== "*")
    .filter(({ pattern }) => !repositories.some((each) => covers(pattern, each)))
    .map(({ id, pattern }): Finding => {
      const nearest = nearestTo(
        pattern,
        isPrefix(pattern) ? prefixesIn(repositories) : repositories,
      );
      const meant = nearest === undefined ? "" : `; did you mean ${nearest}?`;
      return {
        kind: "absentRepository",
        customer: id,
        subject: pattern,
        message: `${isPrefix(pattern) ? "nothing is below it" : "does not exist"}, and is given to ${id}${meant}`,
      };
    });
  if (!isUnusedAsked) return absent;
  const pulled = declared
    .filter(({ isOpen, customer }) => isOpen && customer.actions.includes("content/read"))
    .flatMap(({ customer }) => customer.repositories);
  const unused = repositories
    .filter((each) => !pulled.some((pattern) => covers(pattern, each)))
    .map(
      (subject): Finding => ({
        kind: "unusedRepository",
        subject,
        message: "no customer can pull it",
      }),
    );
  return [...absent, ...unused];
}

/** `app/*` and `app/tools/*` for the repository `app/tools/cli`. */
function prefixesIn(repositories: readonly string[]): string[] {
  const prefixes = repositories.flatMap((repository) => {
    const folders = repository.split("/").slice(0, -1);
    return folders.map((_, index) => `${folders.slice(0, index + 1).join("/")}/*`);
  });
  return [...new Set(prefixes)];
}
