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
  const warns = 'it("passes", () => process.emitWarning("careful"));';
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
      lines: [warns],
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

  for (const { name, lines, last, exitCode } of cases) {
    it(name, async () => {
      const result = await mocha([], [lines]);
      expect(result.stdout.split("\n").at(-1)).to.equal(last);
      expect(result.exitCode).to.equal(exitCode);
    });
  }

  describe("in workers", () => {
    const inWorkers = ["--parallel", "--jobs", "2"];

    it("is one for all files, also when one of them cannot be loaded", async () => {
      const broken = ['throw new Error("broken");'];
      const result = await mocha(inWorkers, [...cases.map(({ lines }) => lines), broken]);
      expect(result.stdout.split("\n").at(-1)).to.equal("4 passed, 4 failed, 1 skipped");
      expect(result.exitCode).to.equal(4);
    });

    it("fails without tests", async () => {
      const result = await mocha(inWorkers, [[]]);
      expect(result.stdout.split("\n").at(-1)).to.equal("0 passed, 1 failed");
      expect(result.exitCode).to.equal(1);
    });

    it("does not blame a file for what --grep leaves out", async () => {
      const other = 'it("is left out", () => {});';
      const result = await mocha([...inWorkers, "--grep", "passes"], [[passes], [other]]);
      expect(result.stdout.split("\n").at(-1)).to.equal("1 passed, 0 failed");
      expect(result.exitCode).to.equal(0);
    });
  });

  /** Runs the project's mocha on files with these lines. */
  async function mocha(options: readonly string[], files: readonly (readonly string[])[]) {
    const { execa } = await import("execa");
    const place = await mkdtemp(join(folder, "run-"));
    const paths = files.map((_, index) => join(place, `${index}.cjs`));
    await Promise.all(
      files.map((lines, index) => writeFile(join(place, `${index}.cjs`), lines.join("\n"))),
    );
    const project = join(__dirname, "..", "..");
    const bin = join(project, "node_modules", "mocha", "bin", "mocha.js");
    const args = [bin, ...options, ...paths];
    return execa(process.execPath, args, { cwd: project, reject: false });
  }
});
