// npm run format: keeps customers.yaml in order.
import type { Command } from "../command";
import type { FormatOptions } from "../editing/runFormat";

/** Sorts the lines of the file, or reports which are out of order. */
export const format: Command<FormatOptions> = {
  name: "format",
  summary: "put customers.yaml in order",
  details: [
    "Sorts the customers by id, and the keys of each entry in the order of the schema. It moves whole lines and changes none: a comment moves with the entry below it, and blank lines stay where they are. Sections of the file and lists keep their order, because it may have a meaning for people.",
    "The result must have the same meaning for every customer as before. Otherwise nothing is written. With --check nothing is written in any case, and the exit code is 1 when something is out of order.",
  ].join("\n\n"),
  examples: [
    { arguments: "", does: "put customers.yaml in order" },
    {
      arguments: "--check",
      does: "for a pipeline: only report what is out of order, with exit code 1",
    },
  ],
  options: [
    { flags: "--customers <file>", description: "the file to format", default: "customers.yaml" },
    { flags: "--check", description: "write nothing, report what would move" },
  ],
  async run(options, context) {
    const { runFormat } = await import("../editing/runFormat.js");
    return runFormat(options, context);
  },
};
