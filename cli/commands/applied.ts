// npm run applied: from which commit was the stack last updated?
import type { AppliedOptions } from "../apply/runApplied";
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";

/** Prints the commit of the last update. Later commits may still wait for approval. */
export const applied: Command<AppliedOptions> = {
  name: "applied",
  summary: "from which commit was the stack last updated?",
  details: [
    "Prints only the commit. A run that rotates passwords starts from it, so that it applies nothing that was merged but not approved yet.",
    "Exit code 1 when that commit is not part of the current branch, or the update had uncommitted changes; 2 when the stack was never updated.",
  ].join("\n\n"),
  examples: [
    { arguments: "--stack production", does: "the commit; `npm run --silent` prints nothing else" },
  ],
  options: [FOLDER, STACK],
  async run(options, context) {
    const { runApplied } = await import("../apply/runApplied.js");
    return runApplied(options, context);
  },
};
