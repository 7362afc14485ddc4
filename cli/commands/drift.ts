// npm run drift: what in Azure does not come from the file?
import type { Command } from "../command";
import type { DriftOptions } from "../drift/runDrift";
import { CUSTOMERS, SETTINGS_FOLDER, STACK } from "../options";

/** Compares registry, vault and roles with customers.yaml, and says what the file does not explain. */
export const drift: Command<DriftOptions> = {
  name: "drift",
  summary: "what in Azure does not come from the file?",
  details: [
    "Compares customers.yaml with the registry, the vault and the roles on both: tokens and scope maps that nobody declared, actions, status and scope maps changed by hand, passwords generated outside Pulumi, secrets changed or deleted, and who else can pull, generate passwords or read them. The worst comes first. Nothing is changed.",
    "Needs the file, the stack's settings (Pulumi.<stack>.yaml) and the role Reader on registry and vault; neither the stack's state nor its backend. --login also needs Key Vault Secrets User on the vault.",
    "Principals in the setting customer-access:operators (object ids of the pipelines' identities and of administrators) are not findings. They are listed at the end.",
    "Exit code 1 when anything was found; 2 when it could not run, or when nothing was found but a part could not be read; 0 when everything was read and the file explains it.",
  ].join("\n\n"),
  examples: [
    { arguments: "--stack production", does: "what the file does not explain" },
    {
      arguments: "--stack production --login",
      does: "also try the password in each customer's secret",
    },
    { arguments: "--stack production --unused", does: "also repositories that nobody can pull" },
    { arguments: "--stack production --markdown", does: "the text for an issue" },
    { arguments: "--folder .emulated --stack dev", does: "the stack that `npm start` left" },
  ],
  options: [
    SETTINGS_FOLDER,
    STACK,
    CUSTOMERS,
    { flags: "--login", description: "log in with the value of each customer's secret" },
    { flags: "--unused", description: "find repositories that no customer can pull, too" },
    { flags: "--markdown", description: "print it as Markdown, for an issue" },
  ],
  async run(options, context) {
    const { runDrift } = await import("../drift/runDrift.js");
    return runDrift(options, context);
  },
};
