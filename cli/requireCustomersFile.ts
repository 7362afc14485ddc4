// Reads a customers file for commands that need a valid one.
import type { LoadOptions, LoadResult } from "../customers/load";
import { formatProblem, type Problem } from "../customers/problem";
import type { CustomersFile } from "../customers/schema/schema";
import { readCustomersFile } from "./readCustomersFile";
import { UserError } from "./userError";

/** How a file is required. */
export interface Requirement extends Pick<LoadOptions, "today"> {
  /** Called with the problems before they are thrown. @default - none */
  readonly onProblems?: (problems: readonly Problem[]) => void;
}

/** Loads the file. @throws UserError listing all of its problems */
export async function requireCustomersFile(
  file: string,
  requirement: Requirement = {},
): Promise<CustomersFile> {
  return (await requireLoadedFile(file, requirement)).file;
}

/** Loads the file with the lines of what it says. @throws UserError listing all of its problems */
export async function requireLoadedFile(
  file: string,
  { onProblems, ...by }: Requirement = {},
): Promise<LoadResult & { ok: true }> {
  const result = await readCustomersFile(file, by);
  if (result.ok) return result;
  onProblems?.(result.problems);
  throw new UserError(result.problems.map(formatProblem).join("\n"), {
    remedy: `correct ${file}; \`npm run check${file === "customers.yaml" ? "" : ` -- --customers ${file}`}\` shows the same list`,
  });
}
