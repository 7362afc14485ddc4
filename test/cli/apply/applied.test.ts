// npm run applied with a pulumi that is a shell script: the commit that was applied last, from a history.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runApplied } from "../../../cli/apply/runApplied";
import { inFolder } from "../../engine/fakes";
import { contextWith } from "./contextWith";

describe("npm run applied", () => {
  /** Asks in a git repository with two commits, the second of which is checked out, of a stack with this history. */
  async function applied(
    folder: string,
    history: (commits: [string, string]) => object[],
  ): Promise<{ exitCode: number; lines: readonly string[]; message?: string }> {
    const { execa } = await import("execa");
    const git = async (...args: string[]) =>
      (await execa("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder }))
        .stdout;
    await git("init", "--quiet");
    await git("commit", "--quiet", "--allow-empty", "--message", "One");
    const first = await git("rev-parse", "HEAD");
    await git("commit", "--quiet", "--allow-empty", "--message", "Two");
    const entries = JSON.stringify(history([first, await git("rev-parse", "HEAD")]));
    const { context } = await contextWith(folder, `echo '${entries}'`);
    const { exitCode, lines, data } = await runApplied({ folder, stack: "dev" }, context);
    const { message } = data as { message: string };
    return {
      exitCode,
      lines: lines.map((line) => line.replace(first, "<first>")),
      ...(message === "" ? {} : { message }),
    };
  }

  const update = (commit: string, more: object = {}) => ({
    kind: "update",
    startTime: "2026-11-21T15:54:14.000Z",
    environment: { "git.head": commit, "git.dirty": "false", ...more },
  });

  it(
    "prints the commit of the last update, whatever ran after it, and hands on who approved it",
    inFolder(async (folder) => {
      const result = await applied(folder, ([first, second]) => [
        { kind: "refresh", environment: { "git.head": second } },
        { ...update(first), message: "Preview approved by carol" },
        update(second),
      ]);
      expect(result).to.deep.equal({
        exitCode: 0,
        lines: ["<first>"],
        message: "Preview approved by carol",
      });
    }),
  );

  it(
    "ends with 1 where more than the commit was applied",
    inFolder(async (folder) => {
      const result = await applied(folder, ([first]) => [update(first, { "git.dirty": "true" })]);
      expect(result).to.deep.equal({
        exitCode: 1,
        lines: [
          "dev was last updated on 2026-11-21T15:54:14.000Z from <first> with changes that are in no commit; merge what was applied, then review and apply that commit",
        ],
      });
    }),
  );

  it(
    "ends with 1 where the commit is not in what is checked out",
    inFolder(async (folder) => {
      const { exitCode, lines } = await applied(folder, () => [update("f".repeat(40))]);
      expect(exitCode).to.equal(1);
      expect(lines[0]).to.match(/from f{40}, which is not part of what is checked out; /);
    }),
  );

  it(
    "fails where git cannot say what is checked out",
    inFolder(async (folder) => {
      const failure = await applied(folder, ([first]) => {
        rmSync(join(folder, ".git"), { recursive: true });
        return [update(first)];
      }).catch(({ message, remedy }: Error & { remedy: string }) => `${message}\n${remedy}`);
      expect(failure).to.equal(
        `${folder}: fatal: not a git repository (or any of the parent directories): .git\nrun it in a clone of your repository, not in a copy of its files`,
      );
    }),
  );

  it(
    "takes no option of git for a commit",
    inFolder(async (folder) => {
      const { exitCode } = await applied(folder, () => [update("--octopus")]);
      expect(exitCode).to.equal(1);
    }),
  );

  it(
    "fails for a stack that was never updated",
    inFolder(async (folder) => {
      const failure = await applied(folder, () => []).catch((error: Error) => error.message);
      expect(failure).to.equal("dev was never updated");
    }),
  );
});
