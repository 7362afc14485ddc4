// The Pulumi CLI itself in the folder of a deployment, for commands that need no program: refresh, destroy, stack, state.

import type { Deployment } from "./deployment";
import { testEngine } from "./testEngine";

/** What one command did. */
export interface CliResult {
  exitCode: number | undefined;
  /** Everything that was printed. */
  output: string;
}

/** Runs `pulumi <args> --stack dev` (or another), with these variables before the stack's own. */
export async function pulumiCli(
  deployment: Pick<Deployment, "folder" | "stack" | "transcript"> &
    Partial<Pick<Deployment, "withPlugins">>,
  args: readonly string[],
  given: { env?: Record<string, string>; input?: string; stack?: string } = {},
): Promise<CliResult> {
  const { execa } = await import("execa");
  const engine = await testEngine();
  // What chooses a stack names it itself.
  const stack = /^stack (init|select)/.test(args.join(" "))
    ? []
    : ["--stack", given.stack ?? "dev"];
  const run = () =>
    execa(engine.pulumi, [...args, ...stack, "--non-interactive"], {
      cwd: deployment.folder,
      env: {
        ...process.env,
        ...deployment.stack.workspace.envVars,
        PULUMI_HOME: deployment.stack.workspace.pulumiHome,
        ...given.env,
      },
      extendEnv: false,
      reject: false,
      all: true,
      ...(given.input === undefined ? {} : { input: given.input }),
    });
  // Plugins in this process would not see variables of this one run.
  const { withPlugins = (work: typeof run) => work() } = deployment;
  const result = await (given.env === undefined ? withPlugins(run) : run());
  deployment.transcript.push(result.all);
  return { exitCode: result.exitCode, output: result.all };
}
