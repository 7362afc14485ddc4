// npm run verify: acts as every customer, and proves that they can do what the file says and nothing else.
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";
import type { VerifyOptions } from "../verify/runVerify";

/** Logs in with each customer's password, and tries what it may and may not do. */
export const verify: Command<VerifyOptions> = {
  name: "verify",
  summary: "can every customer do what the file says, and nothing else?",
  details: [
    "Reads each customer's password from the vault and acts as the customer: logs in, pulls a manifest of each repository of the file and a few bytes of a layer, asks for every right on every other repository and tries one, compares the scope map, tries to push, and asks for tags and for the list of repositories. An upload that is not refused is cancelled. Earlier passwords are tried too, until their announced end. Suspended and offboarded customers must have no enabled token and no readable secret.",
    "Needs the stack, and an identity that may read: the registry, its tokens and images, and the values of the secrets (docs/azure.md, step 4). It writes nothing in Azure. Each reason says what to do.",
    "Exit code 1 when anything differs from the file, 2 when that could not be decided, also because there is nothing to pull.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "verify all customers of the selected stack" },
    { arguments: "--stack production --customer contoso,fabrikam", does: "only these customers" },
    {
      arguments: "--stack production --evidence evidence.json",
      does: "keep what was tried and answered, without any password",
    },
    {
      arguments: "--stack production --check-evidence evidence.json",
      does: "does it still fit the file and the stack? asks nothing of Azure",
    },
    { arguments: "--folder .emulated --stack dev", does: "the stack that `npm start` left" },
  ],
  options: [
    FOLDER,
    STACK,
    {
      flags: "--customers <file>",
      description: "the customers file; by default the one that the stack declares",
    },
    {
      flags: "--customer <id>",
      description: "only these customers; also with commas",
      repeats: true,
    },
    {
      flags: "--evidence <file>",
      description: "write what was found to this file, as JSON; only over earlier evidence",
    },
    { flags: "--check-evidence <file>", description: "compare what was found earlier instead" },
    {
      flags: "--maximum-age-days <days>",
      description: "with --check-evidence: how old it may be; 7 unless given",
    },
  ],
  async run(options, context) {
    const { runVerify } = await import("../verify/runVerify.js");
    return runVerify(options, context);
  },
};
