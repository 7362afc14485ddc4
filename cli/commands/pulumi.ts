// npm run pulumi: the Pulumi CLI that the other commands use, for everything they do not do.
import { findEngine } from "../../engine/findEngine";
import { runPulumi } from "../../engine/runPulumi";
import { PROJECT_FOLDER } from "../../projectFolder";
import type { Command } from "../command";

interface PulumiOptions {
  readonly arguments: readonly string[];
}

/** Runs the Pulumi CLI in this project's folder, with all arguments and its own exit code. */
export const pulumi: Command<PulumiOptions> = {
  name: "pulumi",
  summary: "run the Pulumi CLI itself",
  details: "Everything after the name goes to Pulumi, which also decides the exit code.",
  examples: [
    { arguments: "preview --stack production", does: "preview a stack" },
    { arguments: "stack history", does: "list the updates of the selected stack" },
  ],
  options: [],
  passesThrough: true,
  // Without it, `npm run pulumi config set … --stack=test` would write to the stack that is selected.
  passedOptions: [
    "--stack <name>",
    "--cwd <folder>",
    "--refresh",
    "--skip-preview",
    "--continue-on-error",
    "--non-interactive",
    "--save-plan <file>",
    "--secrets-provider <address>",
    "--copy-config-from <stack>",
    "--secret",
    "--show-secrets",
  ],
  async run(options, { env, signal, progress }) {
    const engine = await findEngine({ onProgress: progress, env, signal });
    const exitCode = await runPulumi(engine, options.arguments, { folder: PROJECT_FOLDER, env });
    return { exitCode, lines: [], data: { exitCode } };
  },
};
