// The last line of a test run, and the exit code that goes with it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import Mocha from "mocha";
import SummaryReporter from "./reporter";

describe("the summary of a test run", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "reporter-test-"));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const passes = 'it("passes", () => {});';
  const fails = 'it("fails", () => { throw new Error("no"); });';
  const skips = 'it.skip("waits", () => {});';
  const hookFails = 'before(() => { throw new Error("no"); });';
  const warns = 'it("passes", () => process.emitWarning("careful"));';

  const no = () => {
    throw new Error("no");
  };
  const cases: [
    name: string,
    last: string,
    exitCode: number,
    fill: (suite: Mocha.Suite) => void,
  ][] = [
    ["passes", "1 passed, 0 failed", 0, () => {}],
    ["counts what is skipped", "1 passed, 0 failed, 1 skipped", 0, (suite) => add(suite, "waits")],
    ["fails by a test", "1 passed, 1 failed", 1, (suite) => add(suite, "fails", no)],
    ["fails by a hook", "0 passed, 1 failed", 1, (suite) => suite.beforeAll(no)],
  ];
  for (const [name, last, exitCode, fill] of cases) {
    it(name, async () => {
      const run = new Mocha();
      add(run.suite, "passes", () => {});
      fill(run.suite);
      expect(await summaryOf(run)).to.deep.equal({ last, exitCode });
    });
  }

  it("fails without tests", async () => {
    expect(await summaryOf(new Mocha())).to.deep.equal({ last: "0 passed, 1 failed", exitCode: 1 });
  });

  it("fails by a warning of the process in the last test", async () => {
    const result = await mocha([], [[warns]]);
    expect(result.stdout.split("\n").at(-1)).to.equal("1 passed, 1 failed");
    expect(result.exitCode).to.equal(1);
  });

  describe("in workers", () => {
    const inWorkers = ["--parallel", "--jobs", "2"];

    it("is one for all files, also when one of them cannot be loaded", async () => {
      const broken = ['throw new Error("broken");'];
      const files = [[passes], [passes, skips], [passes, fails], [warns], [hookFails, passes], []];
      const result = await mocha(inWorkers, [...files, broken]);
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
    const project = join(__dirname, "../..", "..");
    const bin = join(project, "node_modules", "mocha", "bin", "mocha.js");
    const args = [bin, ...options, ...paths];
    return execa(process.execPath, args, { cwd: project, reject: false });
  }
});

function add(suite: Mocha.Suite, name: string, work?: () => void): void {
  suite.addTest(new Mocha.Test(name, work));
}

/** Runs tests in this process, and keeps to itself what it prints. */
async function summaryOf(run: Mocha) {
  const { Base } = Mocha.reporters;
  const { consoleLog } = Base;
  let last = "";
  Base.consoleLog = (line = "") => {
    last = line;
  };
  try {
    run.reporter(SummaryReporter);
    const exitCode = await new Promise<number>((resolve) => run.run(resolve));
    return { last, exitCode };
  } finally {
    Base.consoleLog = consoleLog;
  }
}
