// The git repository of the story's customers file: one commit for each pull request.
import { appendFile, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { UserError } from "../../userError";

/** Makes commits of one file. */
export interface FileHistory {
  /** Writes the file and commits it. @returns the commit, 40 hex digits */
  commit(content: string, about: { subject: string; author: string; at: string }): Promise<string>;
}

/** Begins a repository in the file's folder that holds the file alone. @throws UserError where there is no git */
export async function beginFileHistory(file: string, env: NodeJS.ProcessEnv): Promise<FileHistory> {
  const { execa } = await import("execa");
  // A hook of git that runs this has its repository in variables.
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
  const folder = dirname(file);
  const git = async (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const options = { cwd: folder, env: { ...own, ...more }, extendEnv: false };
    const { stdout } = await execa("git", [...SETTINGS, ...args], options).catch((cause) => {
      throw new UserError(`git ${args[0]} failed: ${(cause as Error).message.split("\n")[0]}`, {
        remedy: "this story keeps its customers file in git; install it, and run `npm start` again",
        cause,
      });
    });
    return stdout.trim();
  };
  await git(["init", "--quiet", "--initial-branch", "main"]);
  // Pulumi notes whether there are changes that are in no commit; the state is none.
  await appendFile(`${folder}/.git/info/exclude`, "*\n");
  return {
    async commit(content, { subject, author, at }) {
      await writeFile(file, content);
      await git(["add", "--force", basename(file)]);
      await git(["commit", "--quiet", "--message", subject], {
        GIT_AUTHOR_NAME: author,
        GIT_AUTHOR_EMAIL: `${author}@vendor.example`,
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_NAME: author,
        GIT_COMMITTER_EMAIL: `${author}@vendor.example`,
        GIT_COMMITTER_DATE: at,
      });
      return git(["rev-parse", "HEAD"]);
    },
  };
}

/** Whatever the user has set for their own commits. */
const SETTINGS = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"];
