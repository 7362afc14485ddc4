// The retired phrases: each is found in its example, and not in a text near it; and the lint ends with 1 for one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { findRetired } from "./findRetired";
import { RETIRED_PHRASES } from "./retiredPhrases";

describe("retired phrases", function () {
  this.timeout(60_000);

  for (const { phrase, instead, found, passes } of RETIRED_PHRASES) {
    it(`finds ${phrase} in "${found}" alone, and in nothing like "${passes}"`, () => {
      const [only, ...others] = findRetired(`fine\n${found}`);
      expect({ only, others }).to.deep.equal({
        only: { line: 2, found: phrase.exec(found)?.[0], instead },
        others: [],
      });
      expect(findRetired(passes)).to.deep.equal([]);
    });
  }

  it("fail the lint with file, line, phrase and what to write instead", () => {
    const folder = mkdtempSync(join(tmpdir(), "words-"));
    try {
      writeFileSync(join(folder, "fine.md"), "The guard refuses it.\n");
      const [{ found, instead } = fail()] = RETIRED_PHRASES;
      const [{ found: phrase } = fail()] = findRetired(found);
      writeFileSync(join(folder, "old.md"), `It is fine.\n${found}\n`);
      spawnSync("git", ["init", "--quiet"], { cwd: folder });
      spawnSync("git", ["add", "."], { cwd: folder });
      expect(lint(folder)).to.deep.equal({
        status: 1,
        stdout: `old.md:2: "${phrase}"; write: ${instead}\n`,
        stderr: "",
      });
      writeFileSync(join(folder, "old.md"), "It is fine.\nThe next run corrects it.\n");
      expect(lint(folder)).to.deep.equal({ status: 0, stdout: "", stderr: "" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function lint(cwd: string) {
  const tsx = resolve("node_modules/tsx/dist/cli.mjs");
  const args = [tsx, resolve("test/words/lint.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

function fail(): never {
  throw new Error("there is none");
}
