// npm run apply and npm run applied with a pulumi that is a shell script: its arguments, and the use of its answer.
import { existsSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { runApplied } from "../../../cli/apply/runApplied";
import { runApply } from "../../../cli/apply/runApply";
import { runRotate } from "../../../cli/apply/runRotate";
import type { CommandContext } from "../../../cli/command";
import { executable, inFolder } from "../../engine/fakes";

const PLAN = JSON.stringify({ manifest: { time: "2026-11-21T15:29:17.6Z" }, resourcePlans: {} });
const AGAIN =
  "create a new plan, review it, and have it approved: `CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- preview --refresh --save-plan=plan.json --stack dev`";

describe("npm run apply", () => {
  /** Applies a plan in `folder`, where Pulumi does these lines of a shell script. */
  async function apply(folder: string, ...lines: string[]) {
    return applyWith({}, folder, ...lines);
  }

  async function applyWith(given: { message?: string }, folder: string, ...lines: string[]) {
    const plan = join(folder, "plan.json");
    if (!existsSync(plan)) await writeFile(plan, PLAN);
    const { context, printed } = await contextWith(folder, ...lines);
    const outcome = await runApply({ folder, stack: "dev", plan, ...given }, context);
    return { ...outcome, printed, isPlanLeft: existsSync(plan) };
  }

  it(
    "brings the stack up under the plan, without a rotation, and removes the plan",
    inFolder(async (folder) => {
      const result = await apply(folder, 'echo "$@"', 'echo "$CUSTOMER_ACCESS_ROTATE" >&2');
      const data = {
        ...{ applied: true, planHolds: true, started: false, madeAt: "2026-11-21T15:29Z" },
        ...{ revision: null, recordSha256: null },
      };
      expect(result.printed.sort()).to.deep.equal([
        "no",
        `up --refresh --yes --continue-on-error --non-interactive --plan=${folder}/plan.json --stack dev`,
      ]);
      expect({ ...result, printed: [] }).to.deep.equal({
        ...{ exitCode: 0, lines: [], data, printed: [], isPlanLeft: false },
      });
    }),
  );

  it(
    "passes on the message of the update, whatever its characters",
    inFolder(async (folder) => {
      const message = "--yes \"$(touch x)\"; `y` 'z'";
      const { printed } = await applyWith({ message }, folder, 'echo "$7"');
      expect(printed).to.deep.equal([`--message=${message}`]);
    }),
  );

  it(
    "ends with 1 and what to do where the plan does not hold",
    inFolder(async (folder) => {
      const result = await apply(
        folder,
        'echo "Previewing update (dev):"',
        'echo "error: resource urn:x violates plan: properties changed: ~~enabled[{true}!={false}]"',
        "exit 255",
      );
      const { exitCode, lines, printed, isPlanLeft } = result;
      expect({ exitCode, lines, printed, isPlanLeft }).to.deep.equal({
        exitCode: 1,
        lines: [
          "the plan of 2026-11-21T15:29Z no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) has changed; nothing was changed",
          AGAIN,
        ],
        printed: [
          "Previewing update (dev):",
          "error: resource urn:x violates plan: properties changed: ~~enabled[{true}!={false}]",
        ],
        isPlanLeft: false,
      });
    }),
  );

  it(
    "does not say that nothing was changed once the update has begun",
    inFolder(async (folder) => {
      const { lines } = await apply(
        folder,
        'echo "Updating (dev):"; echo "error: update is not allowed by the plan: x"; exit 255',
      );
      expect(lines[0]).to.match(/; the run stopped midway; the changes listed above were made$/);
    }),
  );

  it(
    "ends with 2 where Pulumi fails for another reason, and removes the plan",
    inFolder(async (folder) => {
      const { exitCode, lines, isPlanLeft } = await apply(folder, "exit 255");
      expect({ exitCode, lines, isPlanLeft }).to.deep.equal({
        exitCode: 2,
        lines: [],
        isPlanLeft: false,
      });
    }),
  );

  for (const [what, text] of Object.entries({ JSON: "{}", text: "customers:", null: "null" })) {
    it(
      `refuses ${what} that is no plan, and leaves it alone`,
      inFolder(async (folder) => {
        await writeFile(join(folder, "plan.json"), text);
        const failure = await apply(folder, "echo ran").catch((error: Error) => error.message);
        expect(failure).to.equal(`${folder}/plan.json: is not a Pulumi plan`);
        expect(existsSync(join(folder, "plan.json"))).to.equal(true);
      }),
    );
  }

  it(
    "refuses a plan that is not there, and no plan at all",
    inFolder(async (folder) => {
      const { context } = await contextWith(folder, "echo ran");
      const failure = (options: { plan?: string; stack?: string }) =>
        runApply({ folder, ...options }, context).catch(
          ({ message, remedy }: Error & { remedy: string }) => `${message}\n${remedy}`,
        );
      const create = (stack = "") =>
        `create one: \`CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- preview --refresh --save-plan=plan.json${stack}\``;
      expect(await failure({ plan: "gone.json", stack: "dev" })).to.equal(
        `gone.json: cannot be read (ENOENT)\n${create(" --stack dev")}`,
      );
      expect(await failure({})).to.equal(`--plan is missing\n${create()}`);
    }),
  );
});

describe("a folder without a project", () => {
  it(
    "is refused by apply, applied and rotate, before Pulumi is run in it",
    inFolder(async (folder) => {
      const { context, printed } = await contextWith(folder, "echo ran");
      const nowhere = join(folder, "nowhere");
      for (const run of [runApply, runApplied, runRotate]) {
        const failure = await run({ folder: nowhere }, context).catch((error: Error) => error);
        expect(failure).to.deep.include({
          name: "UserError",
          message: `${nowhere}: there is no Pulumi.yaml`,
          remedy: "name the project's folder with --folder",
        });
      }
      expect(printed).to.deep.equal([]);
    }),
  );
});

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

/** A context in which pulumi does these lines. */
async function contextWith(folder: string, ...lines: string[]) {
  await writeFile(join(folder, "Pulumi.yaml"), "");
  const bin = join(folder, "bin");
  await executable(
    join(bin, "pulumi"),
    'if [ "$1" = version ]; then echo v3.276.0; exit; fi',
    ...lines,
  );
  const printed: string[] = [];
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const context = {
    env,
    signal: new AbortController().signal,
    progress: () => {},
    print: (line: string) => printed.push(line),
  } as Partial<CommandContext> as CommandContext;
  return { context, printed };
}
