// Asks git, and says why it answers nothing at all.

import { existsSync } from "node:fs";

/** What git answered. */
export interface GitAnswer {
  /** What it printed; undefined where it does not have what it was asked for, or answers nothing. */
  readonly stdout: Buffer | undefined;
  /** Git's own words on one line; empty where it answered. */
  readonly reason: string;
  /** Why it answers nothing, whatever it is asked; undefined where git works. */
  readonly trouble: GitTrouble | undefined;
}

/** Git is missing, has no repository here, or does not trust its owner. */
export interface GitTrouble {
  readonly reason: string;
  readonly remedy: string;
  /** Is it in no repository? Where files may also be a copy, that is no trouble. */
  readonly isNoClone: boolean;
}

/**
 * Runs git in a folder.
 *
 * @param args with `--end-of-options` before what a user gave
 */
export async function askGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  const { execa } = await import("execa");
  const { exitCode, stdout, stderr } = await execa("git", args, {
    cwd: folder,
    reject: false,
    stripFinalNewline: false,
    encoding: "buffer",
    // What is wrong is recognized by its English words.
    env: { LC_ALL: "C" },
  });
  if (exitCode === 0) return { stdout: Buffer.from(stdout), reason: "", trouble: undefined };
  const said = Buffer.from(stderr ?? []).toString();
  const [reason = ""] = said.trim().split("\n");
  const noFolder = { reason: `there is no folder ${folder}`, remedy: NO_COPY, isNoClone: true };
  const trouble = existsSync(folder) ? troubleOf(exitCode, reason, said) : noFolder;
  return { stdout: undefined, reason, trouble };
}

/** The one line that git printed; undefined as in `GitAnswer`. */
export function lineOf({ stdout }: GitAnswer): string | undefined {
  return stdout?.toString().trim();
}

/** Why git answers nothing, and what to do, for a note; undefined where it works, or the files are in no clone. */
export function noteOf({ trouble }: GitAnswer): string | undefined {
  if (trouble === undefined || trouble.isNoClone) return undefined;
  return `${trouble.reason}; ${trouble.remedy}`;
}

function troubleOf(
  exitCode: number | undefined,
  reason: string,
  said: string,
): GitTrouble | undefined {
  if (exitCode === undefined) {
    const remedy = "install git, so that `git` is on PATH: https://git-scm.com/downloads";
    return { reason: "git cannot be run", remedy, isNoClone: false };
  }
  if (reason.startsWith("fatal: not a git repository")) {
    return { reason, remedy: NO_COPY, isNoClone: true };
  }
  // Git compares the owner of the folder with the user; in a container these differ.
  if (!reason.startsWith("fatal: detected dubious ownership")) return undefined;
  const allow =
    /^\s*(git config .+)$/m.exec(said)?.[1] ?? "git config --global --add safe.directory";
  const remedy = `the folder belongs to another user; if you trust what is in it: \`${allow}\``;
  return { reason, remedy, isNoClone: false };
}

const NO_COPY = "run it in a clone of your repository, not in a copy of its files";
