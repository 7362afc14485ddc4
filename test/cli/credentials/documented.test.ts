// docs/credentials.md names every field and every problem of the output for programs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PROBLEM_KINDS } from "../../../cli/credentials/customerReport";
import { reportOf } from "../../../cli/credentials/reportOf";
import { deployed, TODAY } from "./customers";

describe("docs/credentials.md", () => {
  const text = readFileSync(join(__dirname, "../../../docs/credentials.md"), "utf8");
  const tables = text.split("\n\n").map((part) => rows(part));
  const report = reportOf(deployed(), TODAY);

  for (const [what, names] of Object.entries({
    "field of a customer": Object.keys(report),
    "field of a password": Object.keys(report.current ?? {}),
    "kind of problem": [...PROBLEM_KINDS],
  })) {
    it(`explains every ${what}, in this order`, () => {
      expect(tables).to.deep.include(names);
    });
  }

  /** The names in the first column of a table. */
  function rows(part: string): string[] {
    return [...part.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = ""]) => name);
  }
});
