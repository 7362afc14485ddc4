// Where evidence is not written: over what is none, and where it cannot be.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { requireEvidencePlace, writeEvidence } from "../../../cli/verify/evidenceFile";
import type { Evidence } from "../../../cli/verify/evidenceSchema";

const EVIDENCE: Evidence = {
  version: 1,
  madeAt: "2026-11-23T09:00:00.000Z",
  stack: "production",
  registryId: "/registry",
  loginServer: "vendorimages.azurecr.io",
  vaultId: "/vault",
  file: { path: "customers.yaml", sha256: "a".repeat(64), commit: null },
  notes: [],
  customers: [],
};

describe("the file for evidence", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evidence-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const said = (path: string) =>
    requireEvidencePlace(path).then(
      () => "nothing",
      ({ message, remedy }) => `${message.replace(folder, "FOLDER")}: ${remedy}`,
    );

  it("may be new, and is not made before there is something to write", async () => {
    expect([await said(join(folder, "new.json")), readdirSync(folder)]).to.deep.equal([
      "nothing",
      [],
    ]);
  });

  it("may be earlier evidence", async () => {
    const path = join(folder, "earlier.json");
    await writeEvidence(path, EVIDENCE);
    expect(await said(path)).to.equal("nothing");
  });

  for (const text of ["customers: {}\n", "{}", ""]) {
    it(`is no file that holds ${JSON.stringify(text)}`, async () => {
      const path = join(folder, "customers.yaml");
      writeFileSync(path, text);
      expect([await said(path), readFileSync(path, "utf8")]).to.deep.equal([
        "FOLDER/customers.yaml: is there already, and is no evidence of this version: name another file with --evidence, or remove it",
        text,
      ]);
    });
  }

  it("is in a folder that exists, and is no folder", async () => {
    const remedy = "name another file with --evidence";
    expect([await said(join(folder, "none/new.json")), await said(folder)]).to.deep.equal([
      `FOLDER/none/new.json: cannot be written (ENOENT): ${remedy}`,
      `FOLDER: cannot be read (EISDIR): name a file that \`npm run verify -- --evidence <file>\` has written`,
    ]);
  });
});
