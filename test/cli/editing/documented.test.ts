// README.md and docs/editing.md show what the commands print for the example.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { EXAMPLE_FILE } from "../../helpers/exampleFile";
import { EditedFile } from "./run";

/** The commands of each page that are shown with their output. */
const PAGES = { "README.md": ["add"], "docs/editing.md": ["add", "format"] };

for (const [page, commands] of Object.entries(PAGES)) {
  describe(page, () => {
    const examples = [
      ...readFileSync(page, "utf8").matchAll(
        /^```console\n\$ npm run -s (\w+) -- (.+)\n((?:.+\n)+)```$/gm,
      ),
    ];

    it(`shows an example of ${commands.join(" and of ")}`, () => {
      expect(examples.map(([, command]) => command)).to.deep.equal(commands);
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
}

/** Splits a line as a shell does, with words in single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}
