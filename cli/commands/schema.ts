// npm run schema: writes the JSON schemas: of customers.yaml for editors, and of what commands print for programs.
import type { Command } from "../command";

/** The file that the first line of customers.yaml names. */
const CUSTOMERS_SCHEMA = "customers.schema.json";

/** What `npm run plan -- --json` prints. */
const PLAN_SCHEMA = "docs/plan.schema.json";

/** What `npm run drift -- --json` prints. */
const DRIFT_SCHEMA = "docs/drift.schema.json";

/** What `npm run verify -- --json` prints. */
const EVIDENCE_SCHEMA = "docs/evidence.schema.json";

/** What `npm run audit -- --json` prints. */
const AUDIT_SCHEMA = "docs/audit.schema.json";

/** Writes the JSON schemas of customers.yaml, of a plan, of drift, of evidence and of the auditor's answers. */
export const schema: Command = {
  name: "schema",
  summary: "write customers.schema.json, for completion and hover text in editors",
  details:
    "Writes docs/plan.schema.json, docs/drift.schema.json, docs/evidence.schema.json and docs/audit.schema.json too, which describe what `npm run plan`, `drift`, `verify` and `audit` print with `--json`.",
  examples: [
    {
      arguments: "",
      does: "write them again, after a change in customers/ or of what a command prints",
    },
  ],
  options: [],
  async run() {
    const { writeFile } = await import("node:fs/promises");
    const { jsonSchemaText } = await import("../../customers/schema/jsonSchema.js");
    const { auditSchemaText } = await import("../audit/auditSchema.js");
    const { driftSchemaText } = await import("../drift/driftSchema.js");
    const { planSchemaText } = await import("../plan/planSchema.js");
    const { evidenceSchemaText } = await import("../verify/evidenceSchema.js");
    await writeFile(CUSTOMERS_SCHEMA, jsonSchemaText());
    await writeFile(PLAN_SCHEMA, planSchemaText());
    await writeFile(DRIFT_SCHEMA, driftSchemaText());
    await writeFile(EVIDENCE_SCHEMA, evidenceSchemaText());
    await writeFile(AUDIT_SCHEMA, auditSchemaText());
    const files = [CUSTOMERS_SCHEMA, PLAN_SCHEMA, DRIFT_SCHEMA, EVIDENCE_SCHEMA, AUDIT_SCHEMA];
    return { exitCode: 0, lines: files.map((file) => `wrote ${file}`), data: { files } };
  },
};
