// npm run applied: from which commit was the stack brought up last?
import type { AppliedOptions } from "../apply/runApplied";
import type { Command } from "../command";

/** Prints the commit that the last update came from: what was approved, where later commits still wait for it. */
export const applied: Command<AppliedOptions> = {
  name: "applied",
  summary: "from which commit was the stack brought up last?",
  details: [
    "Prints the commit alone. A run that rotates passwords starts from it, so that it applies nothing that was merged and is not approved yet.",
    "Exit code 1 when that commit is not part of the branch that is checked out, or was not the whole of what was applied; 2 when the stack was never brought up.",
  ].join("\n\n"),
  examples: [
    { arguments: "--stack production", does: "the commit; `npm run --silent` prints nothing else" },
  ],
  options: [
    { flags: "--folder <folder>", description: "the folder with Pulumi.yaml", default: "." },
    { flags: "--stack <name>", description: "the stack; by default the one that is selected" },
  ],
  async run(options, context) {
    const { runApplied } = await import("../apply/runApplied.js");
    return runApplied(options, context);
  },
};
