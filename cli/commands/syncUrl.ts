// npm run sync-url: where a customer's webhooks send.
import { isId } from "../../customers/schema/limits";
import type { Command } from "../command";
import { FOLDER, STACK } from "../options";
import type { SyncUrlOptions } from "../syncUrl/runSyncUrl";
import { wrongArgument } from "../usageErrors";

/** Puts the callback URL of a customer's workflow into the vault, from which the next run reads it. */
export const syncUrl: Command<SyncUrlOptions> = {
  name: "sync-url",
  summary: "put the callback URL of a customer's workflow into the vault",
  details: [
    "Reads the URL from standard input and writes it into the vault, as a new version of the customer's secret. The next `pulumi up` sends the webhooks there. The URL is never printed, and never part of the state. It must begin with https.",
    "Whoever knows the URL can call the workflow. So standard input must not be a terminal, which would show it.",
  ].join("\n\n"),
  examples: [
    { arguments: "contoso < url.txt", does: "put it there from a file" },
    {
      arguments: 'contoso <<< "$URL"',
      does: "the same from a variable, which `read -rs URL` fills without showing it",
    },
  ],
  positional: [{ name: "id", description: "the customer's id, such as contoso" }],
  secretInput: "give the URL on standard input",
  options: [FOLDER, STACK],
  async run(options, context) {
    // The URL, if the id was forgotten.
    if (!isId(options.id))
      throw wrongArgument(syncUrl, "the first argument is not a customer's id");
    const { runSyncUrl } = await import("../syncUrl/runSyncUrl.js");
    return runSyncUrl(options, context);
  },
};
