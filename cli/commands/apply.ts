// npm run apply: bring the stack up exactly as it was reviewed.
import type { ApplyOptions } from "../apply/runApply";
import type { Command } from "../command";

/** Applies a plan that was saved by a preview and approved, or nothing. */
export const apply: Command<ApplyOptions> = {
  name: "apply",
  summary: "bring the stack up exactly as a saved plan says",
  details: [
    "Runs `pulumi up --refresh --plan` without rotating anything: what the preview showed is done, or nothing is. Passwords that are due are left to the run after it.",
    "The plan holds as long as customers.yaml, the program, the stack and what the plan is about in Azure are as they were. A plan that issues a password names its end, and so holds on the day (UTC) on which it was made.",
    "The plan is removed afterwards, also when the run fails. Values are left out of what Pulumi prints where a plan does not hold, because passwords stand there in clear: a `pulumi up --plan` that is not run through this project shows them.",
    "Exit code 1 when the plan no longer holds, 2 when the run failed for another reason.",
  ].join("\n\n"),
  examples: [
    {
      arguments: "--stack production --plan plan.json",
      does: "what `npm run pulumi -- preview --refresh --save-plan=plan.json --stack production` saved",
    },
  ],
  options: [
    { flags: "--plan <file>", description: "the plan that was approved" },
    { flags: "--folder <folder>", description: "the folder with Pulumi.yaml", default: "." },
    { flags: "--stack <name>", description: "the stack; by default the one that is selected" },
    {
      flags: "--message <text>",
      description: "who approved what, for the stack's history; by default the commit's title",
    },
  ],
  async run(options, context) {
    const { runApply } = await import("../apply/runApply.js");
    return runApply(options, context);
  },
};
