// npm run recover: shows what a killed run left, and corrects it.
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";

interface RecoverOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly apply?: boolean;
}

/** Finds the operations that a killed run left pending, and with `--apply` corrects them. */
export const recover: Command<RecoverOptions> = {
  name: "recover",
  summary: "what did a killed run leave, and how is it corrected?",
  details:
    "A run that is killed while it creates a resource leaves a pending operation, and the next run would say that the resource already exists. This command checks in Azure what was created. With --apply it imports that into the state, removes a password whose value was lost (nobody has it), and releases the lock of the killed run: make sure that no other run is in progress. Afterwards run `pulumi up`.",
  examples: [
    {
      arguments: "",
      does: "check the selected stack; exit code 1 when there is something to do",
    },
    { arguments: "--stack production --apply", does: "correct it" },
  ],
  options: [
    FOLDER,
    STACK,
    { flags: "--apply", description: "correct it; without it nothing is changed" },
  ],
  async run(options, context) {
    const { runRecovery } = await import("../recover/runRecovery.js");
    return runRecovery(options, context);
  },
};
