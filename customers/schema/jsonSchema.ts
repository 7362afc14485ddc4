// The JSON schema of customers.yaml, from which editors complete and explain it.
import { z } from "zod";
import { fileSchema } from "./schema";

/**
 * The text of customers.schema.json.
 *
 * Draft 7 is what the YAML language server understands best. The rules know more than a JSON schema can say, so
 * a file that an editor accepts may still have problems; never the other way round.
 */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(fileSchema, { target: "draft-7", io: "input", reused: "inline" });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
