// npm run credentials: until when each customer's passwords work, and who must fetch a new one.
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";

interface CredentialsOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly customer?: readonly string[];
  readonly endingWithin?: string;
  readonly on?: string;
}

/** Lists each customer's passwords, without their values, and finds what needs attention. */
export const credentials: Command<CredentialsOptions> = {
  name: "credentials",
  summary: "until when does each password work, and who must fetch a new one?",
  details: [
    "Reads only the stack's state after the last run. It does not ask Azure, decrypts nothing and changes nothing. Shows each customer's current and previous password, without their values. A password ends at the beginning of the named day (UTC).",
    "A new password is waiting while the previous one still works. Only the logs of the vault show whether it was fetched. A customer who still uses the old one after its last day is locked out.",
    "Exit code 1 when there is a problem that a person can correct: a rotation that has been due since yesterday or longer, a password that has ended, was lost or is not in the vault, a token that is enabled or disabled against the file, a run that did not finish, a password with manual rotation that is older than its lifetimeDays. With --ending-within also when any customer is listed.",
    "With --on it reports on a later day: who is locked out then if no run happens before (exit code 1), and who must have fetched a new password by then if the runs happen.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "list all customers of the selected stack" },
    {
      arguments: "--ending-within 7",
      does: "only customers who need attention within 7 days; exit code 1 if any",
    },
    { arguments: "--stack production --customer contoso,fabrikam", does: "only these customers" },
    {
      arguments: "--on 2027-03-01",
      does: "who would be locked out on that day if there is no run until then?",
    },
    { arguments: "--folder .emulated --stack dev", does: "the stack that `npm start` left" },
  ],
  options: [
    FOLDER,
    STACK,
    {
      flags: "--customer <id>",
      description: "only these customers; also with commas",
      repeats: true,
    },
    {
      flags: "--ending-within <days>",
      description: "only customers who need attention within so many days, from 0 to 3650",
    },
    { flags: "--on <date>", description: "who is locked out on this day, as 2027-03-01 (UTC)?" },
  ],
  async run(options, context) {
    const { runCredentials } = await import("../credentials/runCredentials.js");
    return runCredentials(options, context);
  },
};
