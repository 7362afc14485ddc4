// npm run sync: is the copy of the vendor's images in our own registry complete?
import type { Command } from "../command";
import type { SyncOptions } from "../sync/settings";

/** Compares a customer's registry with the vendor's, and imports what is missing. */
export const sync: Command<SyncOptions> = {
  name: "sync",
  summary: "is the copy of the vendor's images in our own registry complete?",
  details: [
    "For customers who copy a vendor's images into their own Azure Container Registry. Compares the tags of both registries by their digests: same, missing, moved and extra. Nothing is changed without --apply.",
    "With --apply, Azure imports what is missing, always by digest: all tags of a digest in one import, multi-arch images whole, signatures and other referrers too. Each digest is looked up afterwards. A failure does not stop the rest; all are listed at the end. After an interruption, run it again: what was imported is not imported again, and imports that still run are followed.",
    'The settings file has the options\' names: { "source": "vendorimages.azurecr.io", "username": "contoso-pull", "passwordSecret": "https://contoso.vault.azure.net/secrets/vendor-password", "target": "/subscriptions/...", "repositories": ["app/api"] }. An option counts before it.',
    "Only repositories below --target-prefix are written. Tags that the vendor has no more are reported; --deletes untag removes them.",
    "Needs the vendor's token with content/read and metadata/read on each repository, and an identity (ARM_* or `az login`) with the role Container Registry Data Importer and Data Reader on the target registry; for --deletes untag also AcrDelete.",
    "Exit code 0 when the copy is in step, 1 when it is not or something failed, 2 when it could not run.",
  ].join("\n\n"),
  examples: [
    { arguments: "--settings sync.json", does: "what the copy lacks; nothing is changed" },
    { arguments: "--settings sync.json --apply", does: "import it" },
    {
      arguments: "--settings sync.json --repository app/api --json",
      does: "the same question for one repository, and the answer for a program",
    },
    {
      arguments: "--settings sync.json --password-stdin < password.txt",
      does: "with the password from somewhere else than Key Vault",
    },
    {
      arguments: "--settings sync.json --apply --deletes untag --max-deletes 5",
      does: "also remove tags that the vendor has no more, if they are at most five",
    },
  ],
  secretInput: "give a password on standard input, with --password-stdin",
  options: [
    {
      flags: "--settings <file>",
      description: "a JSON file with what is not given as an option",
    },
    { flags: "--source <host>", description: "the vendor's registry: vendorimages.azurecr.io" },
    { flags: "--username <name>", description: "the vendor's token: contoso-pull" },
    {
      flags: "--password-secret <url>",
      description: "the address of the secret in your Key Vault that holds its password",
    },
    { flags: "--password-stdin", description: "read the password from standard input" },
    { flags: "--target <id>", description: "the ARM id of your registry" },
    {
      flags: "--target-prefix <prefix>",
      description:
        "what the copies' names begin with, by default vendor/: app/api becomes vendor/app/api",
    },
    {
      flags: "--repository <name>",
      description: "a repository of the vendor; by default all, where the token may list them",
      repeats: true,
    },
    { flags: "--apply", description: "import what is missing" },
    {
      flags: "--deletes <what>",
      description: "tags that the vendor has no more: report (default), or untag to remove them",
    },
    {
      flags: "--max-deletes <count>",
      description: "remove none if there are more than this; by default 10",
    },
    {
      flags: "--import-minutes <count>",
      description: "how long to wait for one import; by default 30",
    },
    {
      flags: "--state <folder>",
      description: "where running imports are noted, and what was read; by default .sync",
    },
  ],
  async run(options, context) {
    const { runSync } = await import("../sync/runSync.js");
    return runSync(options, context);
  },
};
