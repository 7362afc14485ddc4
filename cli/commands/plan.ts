// npm run plan: what would this change do to each customer?
import type { Command } from "../command";
import type { PlanOptions } from "../plan/runPlan";

/** Compares the file with the stack, or with the version before the change, and says who gains and who loses. */
export const plan: Command<PlanOptions> = {
  name: "plan",
  summary: "what would this change do to each customer?",
  details: [
    "Compares customers.yaml with what the stack's last update recorded, and runs `pulumi preview` for what becomes of passwords; nothing is changed. With --base the version of the file where the change left that branch is read from git too, and what an earlier change or the next run does is kept apart from what this one does.",
    '"locked out" is said exactly where a password that works now would stop working. A day is the day (UTC) at whose beginning a password ends; the last day of access counts in full. No password is ever shown.',
    "--files-only compares two versions of the file alone: without Azure, without the engine, without any secret, such as for a pull request from a fork. Then nothing is known of passwords or of what was applied.",
    "Exit code 1 when anybody loses access or is locked out, or when the fuse refuses the change; 2 when there is no plan: the file has problems, or the preview failed. With --fail-on fuse a loss that the fuse lets pass ends with 0.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "compare customers.yaml with the selected stack" },
    {
      arguments: "--stack production --base origin/main --markdown",
      does: "the comment on a pull request",
    },
    {
      arguments: "--files-only --base origin/main",
      does: "what the change says, with no credentials at hand",
    },
    { arguments: "--files-only", does: "what was edited since the last commit" },
  ],
  options: [
    { flags: "--customers <file>", description: "the file", default: "customers.yaml" },
    { flags: "--folder <folder>", description: "the folder with Pulumi.yaml", default: "." },
    { flags: "--stack <name>", description: "the stack; by default the one that is selected" },
    {
      flags: "--base <ref>",
      description: "the branch, tag or commit that the change starts from; with --files-only HEAD",
    },
    { flags: "--files-only", description: "compare two versions of the file, and nothing else" },
    { flags: "--refresh", description: "read every resource from Azure first, not tokens alone" },
    {
      flags: "--maximum-losses <count>",
      description: "with --files-only: how many customers may lose access in one change",
    },
    {
      flags: "--fail-on <what>",
      description: "losses or fuse: what ends with 1",
      default: "losses",
    },
    { flags: "--markdown", description: "print it as Markdown, for a pull request" },
  ],
  async run(options, context) {
    const { runPlan } = await import("../plan/runPlan.js");
    return runPlan(options, context);
  },
};
