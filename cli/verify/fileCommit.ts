// The commit that holds a file as it is on disk.
import { basename, dirname, resolve } from "node:path";
import { askGit, lineOf, noteOf } from "../git";

/** The commit of a file. */
export interface FileCommit {
  /** undefined where the file differs from what is committed, is in no commit, or where git does not answer */
  readonly commit: string | undefined;
  /** Why git does not answer, and what to do; undefined where it does, or where the file is in no clone. */
  readonly note: string | undefined;
}

/** Finds the last commit that changed the file. */
export async function fileCommit(file: string): Promise<FileCommit> {
  const folder = dirname(resolve(file));
  const name = `./${basename(file)}`;
  const ask = (...args: string[]) => askGit(folder, args);
  const last = await ask("log", "-1", "--format=%H", "--", name);
  const commit = lineOf(last);
  if (!commit) return { commit: undefined, note: noteOf(last) };
  const [committed, onDisk] = await Promise.all([
    ask("rev-parse", `${commit}:${name}`),
    ask("hash-object", name),
  ]);
  const isSame = committed.stdout !== undefined && lineOf(committed) === lineOf(onDisk);
  return { commit: isSame ? commit : undefined, note: undefined };
}
