// The last line of a test run, and the exit code that goes with it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

describe("the summary of a test run", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "reporter-test-"));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const passes = 'it("passes", () => {});';
  const cases = [
    { name: "passes", lines: [passes], last: "1 passed, 0 failed", exitCode: 0 },
    {
      name: "counts what is skipped",
      lines: [passes, 'it.skip("waits", () => {});'],
      last: "1 passed, 0 failed, 1 skipped",
      exitCode: 0,
    },
    {
      name: "fails by a test",
      lines: [passes, 'it("fails", () => { throw new Error("no"); });'],
      last: "1 passed, 1 failed",
      exitCode: 1,
    },
    {
      name: "fails by a warning of the process in the last test",
      lines: ['it("passes", () => process.emitWarning("careful"));'],
      last: "1 passed, 1 failed",
      exitCode: 1,
    },
    {
      name: "fails by a hook",
      lines: ['before(() => { throw new Error("no"); });', passes],
      last: "0 passed, 1 failed",
      exitCode: 1,
    },
    { name: "fails without tests", lines: [], last: "0 passed, 1 failed", exitCode: 1 },
  ];

  for (const [index, { name, lines, last, exitCode }] of cases.entries()) {
    it(name, async () => {
      const file = join(folder, `${index}.cjs`);
      await writeFile(file, lines.join("\n"));
      const { execa } = await import("execa");
      const mocha = join(__dirname, "..", "..", "node_modules", "mocha", "bin", "mocha.js");
      const result = await execa(process.execPath, [mocha, file], {
        cwd: join(__dirname, "..", ".."),
        reject: false,
      });
      expect(result.stdout.split("\n").at(-1)).to.equal(last);
      expect(result.exitCode).to.equal(exitCode);
    });
  }
});
