// The published shape of a plan.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import { planSchemaText } from "../../../cli/plan/planSchema";

describe("docs/plan.schema.json", () => {
  it("is up to date; if not, run: npm run schema", () => {
    expect(readFileSync("docs/plan.schema.json", "utf8")).to.equal(planSchemaText());
  });
});
