// What git knows of the customers file: its content at commits, and the commits that changed it.

import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import type { CommitFacts } from "../../audit/attest/facts";

/**
 * Reads the file at each of these commits, and the commits of the present branch that changed it in a time.
 *
 * @returns undefined where the file is in no clone, or there is no git
 */
export async function readCommits(
  file: string,
  commits: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CommitFacts | undefined> {
  const cwd = dirname(resolve(file));
  const name = `./${basename(file)}`;
  const shaAt = async (commit: string) => {
    const content = await git(cwd, ["show", "--end-of-options", `${commit}:${name}`]);
    return content === undefined ? undefined : createHash("sha256").update(content).digest("hex");
  };
  const format = ["log", "--first-parent", "--reverse", "--format=%H%x09%cI%x09%an"];
  // Git takes the beginning of a second, so the last millisecond of a day is in.
  const listed = await git(cwd, [...format, `--since=${from}`, `--until=${to}`, "--", name]);
  if (listed === undefined) return undefined;
  const fileAt = new Map<string, string | undefined>();
  for (const commit of commits) {
    if (/^[0-9a-f]{7,64}$/i.test(commit)) fileAt.set(commit, await shaAt(commit));
  }
  const inTime = [];
  for (const line of Buffer.from(listed).toString("utf8").split("\n")) {
    const [commit = "", at = "", author = ""] = line.split("\t");
    const fileSha256 = commit === "" ? undefined : await shaAt(commit);
    if (fileSha256 !== undefined) {
      inTime.push({ commit, author, at: new Date(Date.parse(at)).toISOString(), fileSha256 });
    }
  }
  return { fileAt, inTime };
}

/** The commit of the clone that a folder is in; `unknown` where it is in none. */
export async function commitOf(folder: string): Promise<string> {
  const commit = await git(folder, ["rev-parse", "HEAD"]);
  return commit === undefined ? "unknown" : Buffer.from(commit).toString("utf8").trim();
}

/** The bytes that git prints; undefined where it fails. */
async function git(cwd: string, args: readonly string[]): Promise<Uint8Array | undefined> {
  const { execa } = await import("execa");
  const result = await execa("git", args, {
    cwd,
    reject: false,
    encoding: "buffer",
    stripFinalNewline: false,
  });
  return result.exitCode === 0 ? result.stdout : undefined;
}
