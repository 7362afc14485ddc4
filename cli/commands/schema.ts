// npm run schema: writes the JSON schemas, of customers.yaml for editors and of a plan for whoever reads one by program.
import type { Command } from "../command";

/** The file that the first line of customers.yaml names. */
const CUSTOMERS_SCHEMA = "customers.schema.json";

/** What `npm run plan -- --json` prints. */
const PLAN_SCHEMA = "docs/plan.schema.json";

/** Writes the JSON schemas of customers.yaml and of a plan. */
export const schema: Command = {
  name: "schema",
  summary: "write customers.schema.json, for completion and hover text in editors",
  details: "Writes docs/plan.schema.json too, which tells what `npm run plan -- --json` prints.",
  examples: [{ arguments: "", does: "write them anew, after a change in customers/ or cli/plan/" }],
  options: [],
  async run() {
    const { writeFile } = await import("node:fs/promises");
    const { jsonSchemaText } = await import("../../customers/jsonSchema.js");
    const { planSchemaText } = await import("../plan/planSchema.js");
    await writeFile(CUSTOMERS_SCHEMA, jsonSchemaText());
    await writeFile(PLAN_SCHEMA, planSchemaText());
    const files = [CUSTOMERS_SCHEMA, PLAN_SCHEMA];
    return { exitCode: 0, lines: files.map((file) => `wrote ${file}`), data: { files } };
  },
};
