// The commit that holds a file as it is on disk.
import { basename, dirname, resolve } from "node:path";

/**
 * Finds the last commit that changed the file.
 *
 * @returns undefined where the file differs from it, is in no commit, or where there is no git
 */
export async function fileCommit(file: string): Promise<string | undefined> {
  const cwd = dirname(resolve(file));
  const name = `./${basename(file)}`;
  const commit = await git(cwd, ["log", "-1", "--format=%H", "--", name]);
  if (!commit) return undefined;
  const [committed, onDisk] = await Promise.all([
    git(cwd, ["rev-parse", `${commit}:${name}`]),
    git(cwd, ["hash-object", name]),
  ]);
  return committed !== undefined && committed === onDisk ? commit : undefined;
}

async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { execa } = await import("execa");
  const result = await execa("git", args, { cwd, reject: false });
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}
