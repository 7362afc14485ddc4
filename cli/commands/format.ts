// npm run format: keeps customers.yaml in order.
import type { Command } from "../command";
import type { FormatOptions } from "../editing/runFormat";

/** Moves the lines of the file into their order, or tells which are out of it. */
export const format: Command<FormatOptions> = {
  name: "format",
  summary: "put customers.yaml in order",
  details: [
    "Orders the customers by id, and the keys of each entry as the schema lists them. Whole lines are moved and none is changed: a comment goes with what follows it, and blank lines stay where they are. Sections of the file and lists are left as they are, since their order may tell people something.",
    "The file must say of everybody what it said before, or nothing is written. With --check nothing is written in any case, and the exit code is 1 when something is out of order.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "put customers.yaml in order" },
    {
      arguments: "--check",
      does: "for a pipeline: only tell what is out of order, by exit code 1",
    },
  ],
  options: [
    { flags: "--customers <file>", description: "the file to format", default: "customers.yaml" },
    { flags: "--check", description: "write nothing, tell what would move" },
  ],
  async run(options, context) {
    const { runFormat } = await import("../editing/runFormat.js");
    return runFormat(options, context);
  },
};
