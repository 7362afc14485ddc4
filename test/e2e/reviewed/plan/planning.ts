// How the changes of test/e2e/reviewed/plan are planned, whichever engine previews: the file before each, a folder with git, and what is printed.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runPlan } from "../../../../cli/plan/runPlan";
import type { StackSource } from "../../../../cli/plan/stackSide";

/** As it stands when each change begins: ten customers, of each kind one. */
export const BEFORE = `# Who may pull what.
customers:
  adatum: { repositories: [app/api], readers: [8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b] }
  contoso: { displayName: Contoso Ltd, repositories: [app/api, app/web] }
  fabrikam: { repositories: [base/*, tools/cli] }
  litware: { repositories: [app/api], credential: { rotation: manual } }
  lucerne: { repositories: [app/api], state: offboarded }
  northwind: { repositories: [app/api], actions: [content/read, metadata/read] }
  proseware: { repositories: [app/web], state: suspended }
  tailspin: { repositories: [ml/training], accessUntil: 2027-06-30, credential: { lifetimeDays: 200, rotateBeforeDays: 100 } }
  wingtip: { repositories: [app/api], credential: { lifetimeDays: 200, rotateBeforeDays: 100, generation: 2 } }
  woodgrove: { repositories: [app/api], accessUntil: 2026-03-10 }
`;

/** What is applied 14 days earlier: one customer has two passwords by then, and two had access once. */
export const AT_FIRST = BEFORE.replace("generation: 2", "generation: 1")
  .replace(", state: offboarded", "")
  .replace(", state: suspended", "");

/** The day of {@link AT_FIRST}, on which the first passwords are issued. */
export const FIRST_DAY = "2026-03-01T09:00:00Z";

/** What a plan came to. */
export interface MadePlan {
  exitCode: number;
  /** What is printed, as one text. */
  text: string;
  data: unknown;
}

/** How a change is planned. */
export interface Asked {
  /** The text of the file that git has, in which the change begins. @default - the stack's own */
  base?: string;
  markdown?: boolean;
  failOn?: string;
  /** Without the stack. */
  filesOnly?: boolean;
}

/** Plans a change to this text. */
export type MakePlan = (customersYaml: string, asked?: Asked) => Promise<MadePlan>;

/** @param folder has customers.yaml, and becomes a git repository */
export function planning(
  folder: string,
  given: { env: NodeJS.ProcessEnv; source: StackSource },
): MakePlan {
  const customers = join(folder, "customers.yaml");
  const git = (...args: string[]) =>
    expect(
      spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
        cwd: folder,
      }).status,
      args.join(" "),
    ).to.equal(0);
  git("init", "--quiet");
  const commit = (text: string) => {
    writeFileSync(customers, text);
    git("add", "customers.yaml");
    git("commit", "--quiet", "--allow-empty", "--message", "Before");
  };
  return async (customersYaml, { base, ...rest } = {}) => {
    if (base !== undefined) commit(base);
    writeFileSync(customers, customersYaml);
    const asked = { customers, folder, ...(base === undefined ? {} : { base: "HEAD" }), ...rest };
    const outcome = await runPlan(asked, contextOf(given.env), given.source).catch(
      (error: Error & { remedy?: string }) => ({
        exitCode: 2,
        lines: [`error: ${error.message}`, `  ${error.remedy}`],
        data: undefined,
      }),
    );
    return {
      exitCode: outcome.exitCode,
      text: outcome.lines.join("\n").replaceAll(customers, "customers.yaml"),
      data: outcome.data,
    };
  };
}

function contextOf(env: NodeJS.ProcessEnv) {
  const same = (text: string | number) => String(text);
  return {
    env,
    isTerminal: false,
    colors: new Proxy({} as never, { get: () => same }),
    signal: new AbortController().signal,
    print: () => {},
    progress: () => {},
  };
}
