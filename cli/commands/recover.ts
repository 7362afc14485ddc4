// npm run recover: what did a killed run leave, and how is it put right?
import type { Command } from "../command";

interface RecoverOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly apply?: boolean;
}

/** Finds the operations that a killed run left pending, and with `--apply` puts them right. */
export const recover: Command<RecoverOptions> = {
  name: "recover",
  summary: "what did a killed run leave, and how is it put right?",
  details:
    "A run that is killed while it creates something leaves a pending operation, and the next run would say that the resource already exists. This looks in Azure what was made. With --apply the state takes it over, a password whose value was lost is removed (nobody holds it), and the lock of the killed run is released: make sure that no other run is going on. Afterwards run `pulumi up`.",
  examples: [
    {
      arguments: "",
      does: "look at the selected stack; exit code 1 when there is something to do",
    },
    { arguments: "--stack production --apply", does: "put it right" },
  ],
  options: [
    { flags: "--folder <folder>", description: "the folder with Pulumi.yaml", default: "." },
    { flags: "--stack <name>", description: "the stack; by default the one that is selected" },
    { flags: "--apply", description: "put it right; without it nothing is changed" },
  ],
  async run(options, context) {
    const { runRecovery } = await import("../recover/runRecovery.js");
    return runRecovery(options, context);
  },
};
