// The schema of what npm run verify prints and writes.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { evidenceSchemaText } from "../../../cli/verify/evidenceSchema";

describe("docs/evidence.schema.json", () => {
  it("is up to date; if not, run: npm run schema", () => {
    expect(readFileSync("docs/evidence.schema.json", "utf8")).to.equal(evidenceSchemaText());
  });
});
