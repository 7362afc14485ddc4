// npm run adopt: drafts entries of customers.yaml for tokens that were made by hand.
import type { AdoptOptions } from "../adopt/runAdopt";
import type { Command } from "../command";
import { CUSTOMERS, FOLDER, STACK } from "../options";

/** Drafts what adopts the tokens of a registry; with `--apply` writes it into the file. */
export const adopt: Command<AdoptOptions> = {
  name: "adopt",
  summary: "which tokens were made by hand, and which entries adopt them?",
  details: [
    "Lists the tokens of the stack's registry that customers.yaml does not name, and drafts an entry for each: its present rights, its tokenName, and adopt. A comment above each draft names the token's scope map and the age of its passwords.",
    "A draft is ready to use only if it has exactly the token's rights, so that nobody loses or gains anything. All others are commented out, with the reason and what to do: for example a token that may push, that has no free slot, or that several customers use. Tokens that another stack declares are left out.",
    "--csv joins a spreadsheet. Its header, in any order, has token or id, and may have displayName, contact and accessUntil (the last day, as 2027-06-30); two rows for one token are two customers.",
    "Needs the file, the stack's settings (Pulumi.<stack>.yaml) and the role Reader on the registry; neither the stack's state nor its backend. Nothing in Azure is changed. Ids are identity, so choose them before the first run. Exit code 1 when a token needs a decision.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "print the draft for the registry of the selected stack" },
    {
      arguments: "--csv customers.csv",
      does: "with the names, contacts and last days of a spreadsheet",
    },
    { arguments: "--csv customers.csv --apply", does: "write it into customers.yaml" },
    { arguments: "--folder .emulated --stack dev", does: "the stack that `npm start` left" },
    {
      arguments: "--registry $(az acr show -n vendorimages --query id -o tsv)",
      does: "of a registry for which there is no stack yet",
    },
  ],
  options: [
    CUSTOMERS,
    { flags: "--csv <file>", description: "a spreadsheet of the customers, saved as CSV UTF-8" },
    { flags: "--apply", description: "write the draft into the customers file" },
    FOLDER,
    STACK,
    {
      flags: "--registry <id>",
      description: "the resource id of a registry; then no stack is asked",
    },
  ],
  async run(options, context) {
    const { runAdopt } = await import("../adopt/runAdopt.js");
    return runAdopt(options, context);
  },
};
