// Reads a customers file for commands that can do nothing with a broken one.

import { formatProblem, type Problem } from "../customers/problem";
import type { CustomersFile } from "../customers/schema";
import { readCustomersFile } from "./readCustomersFile";
import { UserError } from "./userError";

/**
 * Loads the file.
 *
 * @param onProblems is given the problems before they are thrown
 * @throws UserError listing all of its problems
 */
export async function requireCustomersFile(
  file: string,
  onProblems: (problems: readonly Problem[]) => void = () => {},
): Promise<CustomersFile> {
  const result = await readCustomersFile(file);
  if (result.ok) return result.file;
  onProblems(result.problems);
  throw new UserError(result.problems.map(formatProblem).join("\n"), {
    remedy: `correct ${file}; \`npm run check\` shows the same list`,
  });
}
