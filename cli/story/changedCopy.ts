// Changes the story's copy of the customers file: one customer gains a repository, and another one is suspended.
import { readFile, writeFile } from "node:fs/promises";
import { isSeq, parseDocument } from "yaml";
import { covers } from "../../access/pattern";
import type { CustomerEvidence } from "../verify/evidenceSchema";

/** What was changed. */
export interface FileChange {
  customerId: string;
  repository: string;
  /** Who is suspended; absent where only one customer is let in. */
  suspended?: string;
}

/**
 * Adds a repository to the first active customer who lacks one, and suspends the last; comments and order stay.
 *
 * @returns undefined when every active customer has every repository already
 */
export async function changedCopy(
  file: string,
  customers: readonly CustomerEvidence[],
  registries: readonly { repositories: readonly string[] }[],
): Promise<FileChange | undefined> {
  const catalog = registries.flatMap(({ repositories }) => repositories);
  const active = customers.filter(({ state }) => state === "active");
  for (const { id, repositories } of active) {
    const repository = catalog.find((each) => !repositories.some((given) => covers(given, each)));
    if (repository === undefined) continue;
    const document = parseDocument(await readFile(file, "utf8"));
    const listed = document.getIn(["customers", id, "repositories"]);
    if (!isSeq(listed)) continue;
    listed.add(repository);
    const suspended = active.at(-1)?.id;
    const isOther = suspended !== undefined && suspended !== id;
    if (isOther) document.setIn(["customers", suspended, "state"], "suspended");
    await writeFile(file, document.toString({ lineWidth: 0 }));
    return { customerId: id, repository, ...(isOther ? { suspended } : {}) };
  }
  return undefined;
}
