// npm run schema: writes customers.schema.json, from which editors complete and explain customers.yaml.
import type { Command } from "../command";

/** The file that the first line of customers.yaml names. */
const SCHEMA_FILE = "customers.schema.json";

/** Writes the JSON schema of customers.yaml. */
export const schema: Command = {
  name: "schema",
  summary: "write customers.schema.json, for completion and hover text in editors",
  examples: [{ arguments: "", does: "write it anew, after a change in customers/schema.ts" }],
  options: [],
  async run() {
    const { writeFile } = await import("node:fs/promises");
    const { jsonSchemaText } = await import("../../customers/jsonSchema.js");
    await writeFile(SCHEMA_FILE, jsonSchemaText());
    return { exitCode: 0, lines: [`wrote ${SCHEMA_FILE}`], data: { file: SCHEMA_FILE } };
  },
};
