// What npm run adopt refuses, with what to do; nothing is written then.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { AdoptOptions } from "../../../cli/adopt/runAdopt";
import { useEmulator } from "../../emulator/useEmulator";
import { EditedFile } from "../editing/run";
import { adoptIn } from "./adoptIn";

const BEFORE = "customers:\n  zava: { repositories: [app/web] }\n";

describe("npm run adopt", () => {
  const azure = useEmulator({ now: "2026-03-01T12:00:00Z" });
  let file: EditedFile;

  before(() => azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]));
  beforeEach(() => {
    file = new EditedFile(BEFORE);
  });
  afterEach(() => file.remove());

  const adopt = (options: Partial<AdoptOptions> = {}) => adoptIn(file, azure, options);

  const refusals: [name: string, options: () => Partial<AdoptOptions>, text: string][] = [
    [
      "rows that are wrong, all at once",
      () => ({
        csv: sheet("token,end\ncontoso-pull,soon\n,\n,2027-06-30\ncontoso-pul,2027-06-30\n"),
      }),
      `FOLDER/customers.csv:2: "soon" is not a date; write it as YYYY-MM-DD
FOLDER/customers.csv:4: names neither a token nor an id; fill in one of them, or remove the row
FOLDER/customers.csv:5: the registry has no token "contoso-pul"; did you mean "contoso-pull"?
  correct the spreadsheet and save it as CSV again; nothing was drafted`,
    ],
    [
      "a row about no token",
      () => ({ csv: sheet("token\ncontoso-pul\n"), apply: true }),
      `FOLDER/customers.csv:2: the registry has no token "contoso-pul"; did you mean "contoso-pull"?
  correct the spreadsheet and save it as CSV again; nothing was drafted`,
    ],
    [
      "a spreadsheet that is not there",
      () => ({ csv: join(file.folder, "none.csv") }),
      `FOLDER/none.csv: cannot be read (ENOENT)
  name the spreadsheet, saved as CSV, with --csv <file>`,
    ],
    [
      "what is no registry",
      () => ({ registry: "vendorimages" }),
      `--registry: "vendorimages" is not the ARM id of a registry
  give what \`az acr show --name vendorimages --query id --output tsv\` prints`,
    ],
    [
      "a folder without a project",
      () => ({ registry: undefined, folder: file.folder }) as Partial<AdoptOptions>,
      `FOLDER: there is no Pulumi.yaml
  name the project's folder with --folder`,
    ],
  ];
  for (const [name, options, text] of refusals) {
    it(`refuses ${name}`, async () => {
      expect(await adopt(options())).to.deep.equal({ exitCode: 2, text, data: undefined });
      expect(file.text).to.equal(BEFORE);
    });
  }

  it("refuses a file with a problem, and customers in braces", async () => {
    writeFileSync(file.path, "customers: { zava: { repositories: [app/web] } }\n");
    expect((await adopt({ apply: true })).text).to.equal(
      "FILE: the customers are written in braces; nothing was added\n  run it without --apply, and put what it prints into the file by hand",
    );
    writeFileSync(file.path, `${BEFORE}x: 1\n`);
    expect((await adopt()).text).to.match(/^FILE:\d+:1 .*"x" is not a known key/);
  });

  it("refuses a registry that is not there, in the words of Azure", async () => {
    expect((await adopt({ registry: `${azure.registryId}x` })).text).to.match(
      /^listing the (tokens|scope maps) of registry vendorimagesx: 404 ResourceNotFound: /,
    );
  });

  function sheet(text: string): string {
    const path = join(file.folder, "customers.csv");
    writeFileSync(path, text);
    return path;
  }
});
