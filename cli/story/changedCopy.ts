// Changes the story's copy of the customers file: one customer gains one repository.
import { readFile, writeFile } from "node:fs/promises";
import { isSeq, parseDocument } from "yaml";
import type { CustomerRow } from "./customerTable";

/** What was changed. */
export interface FileChange {
  customerId: string;
  repository: string;
}

/**
 * Adds a repository to the first active customer who lacks one; comments and order stay.
 *
 * @returns undefined when every active customer has every repository already
 */
export async function changedCopy(
  file: string,
  rows: readonly CustomerRow[],
  registries: readonly { repositories: readonly string[] }[],
): Promise<FileChange | undefined> {
  const catalog = registries.flatMap(({ repositories }) => repositories);
  for (const { customer, mayLogIn, proof } of rows) {
    const repository = catalog.find((each) => !proof?.pulled.includes(each));
    if (!mayLogIn || repository === undefined) continue;
    const document = parseDocument(await readFile(file, "utf8"));
    const listed = document.getIn(["customers", customer.id, "repositories"]);
    if (!isSeq(listed)) continue;
    listed.add(repository);
    await writeFile(file, document.toString({ lineWidth: 0 }));
    return { customerId: customer.id, repository };
  }
  return undefined;
}
