// npm run usage: joins a registry's exported logs with the customers of the file.
import type { Command } from "../command";
import { FOLDER } from "../options";
import type { UsageOptions } from "../usage/runUsage";

/** Says who logs in and pulls what, and what nobody uses. */
export const usage: Command<UsageOptions> = {
  name: "usage",
  summary: "who logs in and pulls what, by the registry's logs?",
  details: [
    "Reads exports of ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents: CSV of the portal, the JSON of a query or of the Azure CLI, and PT1H.json of a storage account. Big files are read record by record. Azure is not asked.",
    "Finds who is refused and nothing has worked since, who was never seen, what was never pulled, and identities that are no token of the file. With --stack also who was not seen since their newest password appeared. The logs name the token, not the slot: who was seen may still use the password before.",
    "What the field Identity holds for a token is not documented; the token's name is assumed. Records that cannot be read are counted, and the first ten named by line.",
    "Exit code 1 when anything is found, 2 when no event was read.",
  ].join("\n\n"),
  examples: [
    { arguments: "--logs logins.csv --logs pulls.csv", does: "two exports of the portal" },
    {
      arguments: "--logs logs.json --stack production",
      does: "also who does not use their newest password yet",
    },
  ],
  options: [
    { flags: "--logs <file>", description: "an exported log", repeats: true },
    {
      flags: "--customers <file>",
      description: "the file; by default the one of the stack, or customers.yaml",
    },
    {
      flags: "--stack <name>",
      description: "the stack whose state tells when each newest password appeared",
    },
    FOLDER,
  ],
  async run(options, context) {
    const { runUsage } = await import("../usage/runUsage.js");
    return runUsage(options, context);
  },
};
