// npm start: the whole story on the emulator, from one file to working logins, with the real engine.
import type { Command } from "../command";

interface StartOptions {
  readonly customers: string;
  readonly keep?: boolean;
}

/** Declares access, uses it as each customer, changes it, and shows that nothing else changes. */
export const start: Command<StartOptions> = {
  name: "start",
  summary: "the whole story on the emulator: declare access, use it, change it",
  details:
    "Starts Azure on localhost, runs the real `pulumi up` of the dev stack, pulls as each customer with nothing but the password from the vault, changes one customer's repositories and proves the difference. Writes only to .emulated/.",
  examples: [
    { arguments: "", does: "tell the story with customers.yaml" },
    { arguments: "--customers other.yaml", does: "tell it with another file" },
    { arguments: "--keep", does: "leave the emulator running afterwards, until Ctrl-C" },
  ],
  options: [
    { flags: "--customers <file>", description: "the file to declare", default: "customers.yaml" },
    { flags: "--keep", description: "leave the emulator running until Ctrl-C" },
  ],
  async run(options, context) {
    const { tellStory } = await import("../story/story.js");
    return tellStory(options, context);
  },
};
