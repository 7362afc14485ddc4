// docs/editing.md shows what the commands print for the example.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { EXAMPLE_FILE } from "../../helpers/exampleFile";
import { EditedFile } from "./run";

const PAGE = readFileSync("docs/editing.md", "utf8");

describe("docs/editing.md", () => {
  const examples = [
    ...PAGE.matchAll(/^```console\n\$ npm run -s (\w+) -- (.+)\n((?:.+\n)+)```$/gm),
  ];

  it("shows an example of add and one of format", () => {
    expect(examples.map(([, command]) => command)).to.deep.equal(["add", "format"]);
  });

  for (const [, command = "", line = "", printed = ""] of examples) {
    it(`shows what ${command} prints`, async () => {
      const file = new EditedFile(readFileSync(EXAMPLE_FILE));
      const { stdout, stderr } = await file.run(command, wordsOf(line));
      file.remove();
      expect(`${stderr}${stdout}`.replaceAll("FILE", "customers.yaml")).to.equal(printed);
    });
  }
});

/** Splits a line as a shell does, with words in single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}
