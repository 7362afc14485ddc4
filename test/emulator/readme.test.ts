// The README says what the code does: its coverage tables, its behaviours, its options.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { DEFAULT_BEHAVIOURS } from "../../emulator/behaviours";
import { coverageTables } from "../../emulator/coverage";

const FILE = join(__dirname, "../../emulator/README.md");
const SECTION = /<!-- coverage -->\n(.*)<!-- \/coverage -->/s;
const ACCEPT = "ACCEPT=1 npx mocha test/emulator/readme.test.ts";

describe("the emulator's README", () => {
  it("lists every route", async () => {
    const readme = await readFile(FILE, "utf8");
    const expected = `\n${coverageTables()}\n\n`;
    if (process.env.ACCEPT === "1") {
      await writeFile(
        FILE,
        readme.replace(SECTION, `<!-- coverage -->\n${expected}<!-- /coverage -->`),
      );
      return;
    }
    expect(SECTION.exec(readme)?.[1], `stale; accept with: ${ACCEPT}`).to.equal(expected);
  });

  it("has a row for every behaviour with its default", async () => {
    const readme = await readFile(FILE, "utf8");
    const rows = [...readme.matchAll(/^\| `(\w+)` \| `([\w.]+)` \|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(rows).to.deep.equal(
      Object.entries(DEFAULT_BEHAVIOURS).map(([name, value]) => [name, String(value)]),
    );
  });
});
