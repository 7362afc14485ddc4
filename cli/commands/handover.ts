// npm run handover: what one sends to a customer.
import type { Command } from "../command";
import type { HandoverOptions } from "../handover/runHandover";
import { FOLDER, STACK } from "../options";

/** Writes the page for one customer: how to log in, where the password is, and until when it works. */
export const handover: Command<HandoverOptions> = {
  name: "handover",
  summary: "what do I send to a customer: host, user name, where the password is, until when?",
  details: [
    "Writes a page for the customer: the registry, the user name, the repositories, where the password is, the lines to log in with Docker, curl and Kubernetes, and when to fetch the next password. The page describes what was deployed. It contains no password.",
    "With --with-password it contains the password, read from the vault with your own identity. Then it is printed only on a terminal, or written to a file that only its owner can read. A pipe is refused.",
    "Looks at the token first, and with --with-password logs in once. Exit code 1 when the customer has no working password: suspended, offboarded, not deployed yet, or changed by others since.",
  ].join("\n\n"),
  examples: [
    { arguments: "contoso", does: "print the page as Markdown" },
    { arguments: "contoso --html contoso.html", does: "write it as one HTML file" },
    {
      arguments: "contoso --html contoso.html --with-password",
      does: "the same with the password, in a file of mode 0600",
    },
  ],
  positional: [{ name: "id", description: "the customer's id, such as contoso" }],
  options: [
    FOLDER,
    STACK,
    { flags: "--html <file>", description: "write the page as HTML into a file that is new" },
    { flags: "--with-password", description: "put the password on the page" },
  ],
  async run(options, context) {
    const { runHandover } = await import("../handover/runHandover.js");
    return runHandover(options, context);
  },
};
