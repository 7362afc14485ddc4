// npm run plan: what would this change do to each customer?
import type { Command } from "../command";
import { CUSTOMERS, FOLDER, STACK } from "../options";
import type { PlanOptions } from "../plan/runPlan";

/** Compares the file with the stack, or with the version before the change, and says who gains and who loses access. */
export const plan: Command<PlanOptions> = {
  name: "plan",
  summary: "what would this change do to each customer?",
  details: [
    "Compares customers.yaml with what the stack's last update recorded, and runs `pulumi preview` to see what happens to passwords. Nothing is changed. With --base, the version of the file on which the change is based is also read from git. Then the plan lists separately what this change does, what earlier changes do, and what the next run does anyway.",
    '"locked out" appears exactly where a password that works now would stop working. A password ends at the beginning of the named day (UTC). The last day of access counts in full. No password is ever shown.',
    "--files-only compares only two versions of the file: without Azure, without the engine, without any secret, for example for a pull request from a fork. Then the plan knows nothing about passwords or about what was applied.",
    "Exit code 1 when a customer loses access or is locked out, or when the guard refuses the change; 2 when there is no plan: the file has problems, or the preview failed. With --fail-on guard, losses that the guard accepts give exit code 0.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "compare customers.yaml with the selected stack" },
    {
      arguments: "--stack production --base origin/main --markdown",
      does: "the comment on a pull request",
    },
    {
      arguments: "--files-only --base origin/main",
      does: "what the change does, without any credentials",
    },
    { arguments: "--files-only", does: "what was edited since the last commit" },
  ],
  options: [
    CUSTOMERS,
    FOLDER,
    STACK,
    {
      flags: "--base <ref>",
      description: "the branch, tag or commit that the change starts from; with --files-only HEAD",
    },
    { flags: "--files-only", description: "only compare two versions of the file" },
    { flags: "--refresh", description: "read every resource from Azure first, not only tokens" },
    {
      flags: "--maximum-losses <count>",
      description: "with --files-only: how many customers may lose access in one change",
    },
    {
      flags: "--fail-on <what>",
      description: "losses or guard: what gives exit code 1",
      default: "losses",
    },
    { flags: "--markdown", description: "print it as Markdown, for a pull request" },
  ],
  async run(options, context) {
    const { runPlan } = await import("../plan/runPlan.js");
    return runPlan(options, context);
  },
};
