// Why git answers nothing at all, whatever it is asked, and what to do about that.

/** What a run of git left, as execa gives it. */
export interface GitRun {
  readonly exitCode?: number;
  readonly stderr?: string;
}

/** The variables with which git says what is wrong in the words that are recognized here. */
export const GIT_IN_ENGLISH = { LC_ALL: "C" };

/**
 * The reason and the remedy where git is missing, or has no repository here.
 *
 * @returns undefined where git works, and just does not have what it was asked for
 */
export function gitTrouble({
  exitCode,
  stderr = "",
}: GitRun): [reason: string, remedy: string] | undefined {
  if (exitCode === undefined) {
    const remedy = "install git, so that `git` is on PATH: https://git-scm.com/downloads";
    return ["git cannot be run", remedy];
  }
  const [reason = ""] = stderr.trim().split("\n");
  if (reason.startsWith("fatal: not a git repository")) {
    return [reason, "run it in a clone of your repository, not in a copy of its files"];
  }
  // Git compares the owner of the folder with the user; in a container these differ.
  if (!reason.startsWith("fatal: detected dubious ownership")) return undefined;
  const allow =
    /^\s*(git config .+)$/m.exec(stderr)?.[1] ?? "git config --global --add safe.directory";
  return [reason, `the folder belongs to another user; if you trust what is in it: \`${allow}\``];
}
