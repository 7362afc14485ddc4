// npm run pulumi: the Pulumi CLI that the other commands use, for everything they do not do.
import { join } from "node:path";
import { findEngine } from "../../engine/findEngine";
import { runPulumi } from "../../engine/runPulumi";
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
  async run(options, { env, signal, progress }) {
    const engine = await findEngine({ onProgress: progress, env, signal });
    const folder = join(__dirname, "..", "..");
    const exitCode = await runPulumi(engine, options.arguments, { folder, env });
    return { exitCode, lines: [], data: { exitCode } };
  },
};
