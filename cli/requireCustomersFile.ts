// Reads a customers file for commands that can do nothing with a broken one.
import type { LoadOptions } from "../customers/load";
import { formatProblem, type Problem } from "../customers/problem";
import type { CustomersFile } from "../customers/schema";
import { readCustomersFile } from "./readCustomersFile";
import { UserError } from "./userError";

/** How a file is required. */
export interface Requirement extends Pick<LoadOptions, "today"> {
  /** Is given the problems before they are thrown. @default - nobody is */
  readonly onProblems?: (problems: readonly Problem[]) => void;
}

/** Loads the file. @throws UserError listing all of its problems */
export async function requireCustomersFile(
  file: string,
  { onProblems, ...by }: Requirement = {},
): Promise<CustomersFile> {
  const result = await readCustomersFile(file, by);
  if (result.ok) return result.file;
  onProblems?.(result.problems);
  throw new UserError(result.problems.map(formatProblem).join("\n"), {
    remedy: `correct ${file}; \`npm run check\` shows the same list`,
  });
}
