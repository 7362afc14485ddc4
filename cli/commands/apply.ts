// npm run apply: updates the stack exactly as it was reviewed.
import type { ApplyOptions } from "../apply/runApply";
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";

/** Applies a plan that was saved by a preview and approved, or nothing. */
export const apply: Command<ApplyOptions> = {
  name: "apply",
  summary: "update the stack exactly as a saved plan says",
  details: [
    "Runs `pulumi up --refresh --plan` without rotation. It does what the preview showed, or nothing. The next run issues passwords that are due.",
    "The plan is valid as long as customers.yaml, the program, the stack and the planned resources in Azure do not change. A plan that issues a password contains its end, so it is valid only on the day (UTC) on which it was made.",
    "The plan is removed afterwards, even if the run fails.",
    "Exit code 1 when the plan is no longer valid, 2 when the run failed for another reason.",
  ].join("\n\n"),
  examples: [
    {
      arguments: "--stack production --plan plan.json",
      does: "the plan that a preview with `--save-plan=plan.json` saved",
    },
  ],
  options: [
    { flags: "--plan <file>", description: "the plan that was approved" },
    FOLDER,
    STACK,
    {
      flags: "--message <text>",
      description:
        "who approved the change, for the stack's history; by default the commit's title",
    },
    {
      flags: "--run-log <file>",
      description: "append one line of JSON: how the run ended, also a refused or failed one",
    },
  ],
  async run(options, context) {
    const { runApply } = await import("../apply/runApply.js");
    return runApply(options, context);
  },
};
