// npm run credentials: which password of each customer works until when, and who has to fetch a new one?
import type { Command } from "../command";

interface CredentialsOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly customer?: readonly string[];
  readonly endingWithin?: string;
}

/** Lists each customer's passwords, without their values, and finds what needs somebody. */
export const credentials: Command<CredentialsOptions> = {
  name: "credentials",
  summary: "whose password works until when, and who has to fetch a new one?",
  details: [
    "Reads the stack's state as the last run left it: nothing is asked of Azure, nothing is decrypted, nothing is changed. Shows each customer's current password and the one before, without their values. A day is the day (UTC) at whose beginning a password ends.",
    "A new password is waiting while the one before still works: Azure does not tell whether it was fetched, only the logs of the vault do. Whoever still uses the old one on its last day is locked out.",
    "Exit code 1 when something is wrong that a person can put right: a rotation that no run has done since the day before or earlier, a password that has ended, was lost or is not in the vault, a token that is enabled or disabled against the file, a run that did not finish, a password served by hand that is older than its lifetimeDays. With --ending-within also when anybody is listed.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "list all customers of the selected stack" },
    {
      arguments: "--ending-within 7",
      does: "only who needs somebody: something is wrong, or a password ends in the next 7 days and whoever has it must act; exit code 1 when there is anybody",
    },
    { arguments: "--stack production --customer contoso,fabrikam", does: "only these customers" },
    { arguments: "--folder .emulated --stack dev", does: "the stack that `npm start` left" },
  ],
  options: [
    { flags: "--folder <folder>", description: "the folder with Pulumi.yaml", default: "." },
    { flags: "--stack <name>", description: "the stack; by default the one that is selected" },
    { flags: "--customer <id...>", description: "only these customers; also with commas" },
    {
      flags: "--ending-within <days>",
      description: "only who needs somebody within so many days, from 0 to 3650",
    },
  ],
  async run(options, context) {
    const { runCredentials } = await import("../credentials/runCredentials.js");
    return runCredentials(options, context);
  },
};
