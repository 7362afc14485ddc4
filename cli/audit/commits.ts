// What git knows of the customers file: its content at commits, and the commits that changed it.

import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import type { CommitFacts } from "../../audit/attest/facts";
import { askGit, lineOf, noteOf } from "../git";
import { UserError } from "../userError";

/**
 * Reads the file at each of these commits, and the commits of the present branch that changed it in a time.
 *
 * @throws UserError where the file is in no clone, or git does not answer
 */
export async function readCommits(
  file: string,
  commits: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CommitFacts> {
  const cwd = dirname(resolve(file));
  const name = `./${basename(file)}`;
  const shaAt = async (commit: string) => {
    const { stdout } = await askGit(cwd, ["show", "--end-of-options", `${commit}:${name}`]);
    return stdout === undefined ? undefined : createHash("sha256").update(stdout).digest("hex");
  };
  const format = ["log", "--first-parent", "--reverse", "--format=%H%x09%cI%x09%an"];
  // Git takes the beginning of a second, so the last millisecond of a day is in.
  const times = [`--since=${from}`, `--until=${to}`];
  const { stdout: listed, trouble } = await askGit(cwd, [...format, ...times, "--", name]);
  if (listed === undefined) {
    const isElsewhere = trouble === undefined || trouble.isNoClone;
    const reason = isElsewhere ? "it is in no clone of git" : trouble.reason;
    throw new UserError(`--customers ${file}: ${reason}`, {
      remedy: isElsewhere
        ? "name the file in a clone that has the commits of the time"
        : trouble.remedy,
    });
  }
  const fileAt = new Map<string, string | undefined>();
  for (const commit of commits) {
    if (/^[0-9a-f]{7,64}$/i.test(commit)) fileAt.set(commit, await shaAt(commit));
  }
  const inTime = [];
  for (const line of listed.toString().split("\n")) {
    const [commit = "", at = "", author = ""] = line.split("\t");
    const fileSha256 = commit === "" ? undefined : await shaAt(commit);
    if (fileSha256 !== undefined) {
      inTime.push({ commit, author, at: new Date(Date.parse(at)).toISOString(), fileSha256 });
    }
  }
  return { fileAt, inTime };
}

/** The commit of the clone that a folder is in; `unknown` where it is in none, or where git does not answer. */
export async function commitOf(
  folder: string,
  progress: (message: string) => void,
): Promise<string> {
  const answer = await askGit(folder, ["rev-parse", "HEAD"]);
  const note = noteOf(answer);
  if (note !== undefined) progress(`the statement names no commit of this project: ${note}`);
  return lineOf(answer) ?? "unknown";
}
