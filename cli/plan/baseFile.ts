// Reads from git the version of the customers file that a change starts from.
import { basename, dirname, resolve } from "node:path";
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import type { CustomersFile } from "../../customers/schema/schema";
import { askGit } from "../git";
import { readCustomersBytes } from "../readCustomersFile";
import { UserError } from "../userError";
import { loadEarlier } from "./sharedEntries";

/** The file as it was. */
export interface BaseFile {
  /** The commit, in full. */
  readonly commit: string;
  /** undefined where that commit has no such file. */
  readonly file: CustomersFile | undefined;
}

/**
 * Reads the file at the commit where the present branch left `ref`: later changes by others are not part of the change.
 *
 * @param ref a branch, tag or commit, such as `origin/main`
 * @param later the present text of the file; identical entries are taken from it
 * @throws UserError when git does not know the ref, or when the file had problems there
 */
export async function readBaseFile(
  ref: string,
  file: string,
  later: CustomersFile,
): Promise<BaseFile> {
  const folder = dirname(resolve(file));
  const commit = (await git(folder, ["merge-base", "--end-of-options", ref, "HEAD"], ref)).trim();
  const name = `./${basename(file)}`;
  const listed = await git(folder, ["ls-tree", "--name-only", commit, "--", name], ref);
  if (listed.trim() === "") return { commit, file: undefined };
  const text = await git(folder, ["show", `${commit}:${name}`], ref);
  const laterText = Buffer.from(await readCustomersBytes(file)).toString("utf8");
  const shared = loadEarlier(text, laterText, later);
  if (shared !== undefined) return { commit, file: shared };
  const result = loadCustomers(Buffer.from(text), { file: `${file} at ${ref}` });
  if (result.ok) return { commit, file: result.file };
  throw new UserError(result.problems.map(formatProblem).join("\n"), {
    remedy: `name with --base a commit at which ${file} had no problems`,
  });
}

async function git(cwd: string, args: readonly string[], ref: string): Promise<string> {
  const { stdout, reason, trouble } = await askGit(cwd, args);
  if (stdout !== undefined) return stdout.toString();
  throw new UserError(`--base ${ref}: ${trouble?.reason ?? reason}`, {
    remedy:
      trouble?.remedy ??
      "name a branch, tag or commit that this clone has together with its history; in a pipeline, check out with the whole history (`fetch-depth: 0`)",
  });
}
