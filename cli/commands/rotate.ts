// npm run rotate: what the nightly pipeline runs.
import type { RotateOptions } from "../apply/runRotate";
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";

/** Issues the passwords that are due, and brings the stack up as what is checked out says. */
export const rotate: Command<RotateOptions> = {
  name: "rotate",
  summary: "issue the passwords that are due, as the nightly pipeline does",
  details: [
    "Runs `pulumi up --skip-preview --continue-on-error`. It applies what is checked out, so check out the commit that `npm run applied` prints first.",
    "Exit code 1 when the guard refuses what is checked out, 2 when the run failed for another reason.",
  ].join("\n\n"),
  examples: [
    {
      arguments: "--stack production --run-log runs.jsonl",
      does: "rotate, and append to runs.jsonl how the run ended",
    },
  ],
  options: [
    FOLDER,
    STACK,
    {
      flags: "--message <text>",
      description: "why it runs, for the stack's history; by default the commit's title",
    },
    {
      flags: "--run-log <file>",
      description: "append one line of JSON: how the run ended, also a refused or failed one",
    },
  ],
  async run(options, context) {
    const { runRotate } = await import("../apply/runRotate.js");
    return runRotate(options, context);
  },
};
