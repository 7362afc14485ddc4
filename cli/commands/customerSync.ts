// npm run customer-sync: what do I send to a customer who wants copies in their own registry?
import type { Command } from "../command";
import type { CustomerSyncOptions } from "../customerSync/runCustomerSync";

/** Writes the folder that a customer deploys from. */
export const customerSync: Command<CustomerSyncOptions> = {
  name: "customer-sync",
  summary: "what do I send to a customer who wants copies in their own registry?",
  details: [
    "Writes a folder that stands alone: the Pulumi program that the customer deploys, the command `npm run sync` in one file, package.json with its lock file, a README for the customer, and tests that need no Azure. It is the same for every customer, and holds no secret.",
    "The folder must be empty or new, or one that this command wrote before. Then it is brought up to this version: what the customer added stays as it is (Pulumi.<stack>.yaml, sync.json, .sync/). If one of the written files was changed since, each is named, and nothing is written without --force.",
    "SHA256SUMS lists every written file, so that the customer can check what arrived: `sha256sum --check SHA256SUMS`.",
    "Needs no stack, no Azure and no network. Exit code 0 when the folder is as it should be, 1 when files were changed by others, 2 when it could not run.",
  ].join("\n\n"),
  examples: [
    {
      arguments: "--out ../contoso-sync",
      does: "write the folder, or bring it up to this version",
    },
    {
      arguments: "--out ../contoso-sync --force",
      does: "the same, also over written files that somebody has changed",
    },
    {
      arguments: "--out ../contoso-sync --json",
      does: "every file, and whether it was added, changed or removed",
    },
  ],
  options: [
    {
      flags: "--out <folder>",
      description: "where to write; a folder that is empty, new, or of this command",
    },
    { flags: "--force", description: "overwrite written files that were changed since" },
  ],
  async run(options, context) {
    const { runCustomerSync } = await import("../customerSync/runCustomerSync.js");
    return runCustomerSync(options, context);
  },
};
