// npm run audit: who could pull what, when, since which change?
import type { AuditOptions } from "../audit/options";
import type { Command } from "../command";

/** Answers auditors' questions from the history that Pulumi keeps of a stack. */
export const audit: Command<AuditOptions> = {
  name: "audit",
  summary: "who could pull what, when, since which change?",
  details: [
    "Reads the history that Pulumi keeps of each update, and answers from the resources in it: what was done, not what was meant. Where the two differ, it says so. Nothing is changed, nothing is decrypted; no Azure account and no passphrase is needed.",
    "Without an option: who may pull what now. A day means its end in UTC.",
    "Exit code 1 when the answer names something that somebody must look at; 2 when it could not run.",
  ].join("\n\n"),
  examples: [
    {
      arguments: "--history .emulated",
      does: "who may pull what, on the stack that `npm start` left",
    },
    { arguments: "--at 2026-09-30", does: "the same, as it stood at the end of that day" },
    {
      arguments: "--from 2026-07-01 --to 2026-09-30",
      does: "what changed, by whom, approved by whom",
    },
    { arguments: "--customer contoso", does: "the life of one customer" },
    {
      arguments: "--repository app/api --at 2026-09-30",
      does: "everyone who could pull it, and by which line",
    },
    { arguments: "--credentials --csv", does: "every password that was issued, for a spreadsheet" },
    { arguments: "--attest 2026Q3 --markdown", does: "the statement of a quarter" },
    { arguments: "--verify --anchors runs/", does: "was the history changed since the runs?" },
    { arguments: "--html access.html", does: "the page to look at: everybody, over time" },
  ],
  options: [
    {
      flags: "--history <source>",
      description:
        "a folder with .pulumi, file://… or azblob://…; by default the backend that Pulumi uses",
    },
    {
      flags: "--folder <folder>",
      description: "the folder with Pulumi.yaml, whose backend is read",
      default: ".",
    },
    {
      flags: "--stack <name>",
      description:
        "the stack; needed where the history holds several, and only --attest takes more",
      repeats: true,
    },
    { flags: "--at <moment>", description: "a day (UTC) or an instant; by default now" },
    { flags: "--from <moment>", description: "what changed since" },
    { flags: "--to <moment>", description: "the end of what --from begins; by default now" },
    { flags: "--customer <id>", description: "the life of this customer" },
    { flags: "--repository <name>", description: "everyone who could pull it; with --at then" },
    { flags: "--credentials", description: "every password that was issued" },
    { flags: "--verify", description: "was the history changed?" },
    {
      flags: "--anchors <path>",
      description: "with --verify: compare with run logs and signed statements kept elsewhere",
    },
    {
      flags: "--key <file>",
      description: "with --anchors: a public key (PEM) of their signatures",
      repeats: true,
    },
    {
      flags: "--anchor",
      description:
        "print the hashes of the last record, of all entries and of each credential, to be kept elsewhere",
    },
    {
      flags: "--sign <key>",
      description: "the same as a signed statement; a file (PEM), or the URL of a key in Key Vault",
    },
    { flags: "--attest <quarter>", description: "the statement of a quarter, such as 2026Q3" },
    {
      flags: "--customers <file>",
      description: "with --attest: the file in a clone, whose commits are compared",
    },
    {
      flags: "--runs <path>",
      description: "with --from or --attest: run logs, which have refused runs too",
    },
    {
      flags: "--approvals <file>",
      description: "with --attest: who approved which pull request, as the code host says",
    },
    {
      flags: "--evidence <file>",
      description: "with --attest: what verify or drift printed with --json",
      repeats: true,
    },
    {
      flags: "--decisions <file>",
      description: "with --attest: whom reviewers decided to keep or to remove",
    },
    { flags: "--html <file>", description: "also write the page" },
    { flags: "--csv", description: "print it as CSV" },
    { flags: "--markdown", description: "print it as Markdown" },
  ],
  async run(options, context) {
    const { runAudit } = await import("../audit/runAudit.js");
    return runAudit(options, context);
  },
};
