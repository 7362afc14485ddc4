// The workflows as actionlint and zizmor see them, and that both see what is wrong.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { actionlint, type Linter, Unavailable, zizmor } from "./linters";
import { PROJECT, readWorkflow, readWorkflows } from "./read";

/** Without asking anything of GitHub; what is ignored says why beside it. */
const OFFLINE = ["--offline", "--no-progress", "--format", "plain"];

describe("the linters of workflows", function () {
  this.timeout(180_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "workflows-"));
    mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a linter, or skips the test and says why. */
  async function lint(test: Mocha.Context, { name, run }: Linter, args: readonly string[]) {
    try {
      const { exitCode, all } = await run(args);
      return { exitCode, said: all ?? "" };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      process.stdout.write(`    ${thrown.message}; what ${name} finds is skipped\n`);
      return test.skip();
    }
  }

  const files = () =>
    readWorkflows().map(({ file }) => join(PROJECT, ".github", "workflows", file));

  const broken = (file: string, from: string, to: string) => {
    const path = join(folder, ".github", "workflows", file);
    writeFileSync(path, readWorkflow(file).text.replace(from, to));
    return path;
  };

  it("actionlint finds nothing", async function () {
    const result = await lint(this, actionlint, ["-no-color", "-shellcheck=", ...files()]);
    expect(result).to.deep.equal({ exitCode: 0, said: "" });
  });

  it("actionlint finds an output that no step has", async function () {
    const file = broken("access-preview.yml", "steps.find.outputs.number", "steps.gone.outputs.x");
    const { exitCode, said } = await lint(this, actionlint, ["-no-color", file]);
    expect(exitCode).to.equal(1);
    expect(said).to.match(/property "gone" is not defined/);
  });

  it("zizmor finds nothing", async function () {
    const { exitCode, said } = await lint(this, zizmor, [...OFFLINE, ...files()]);
    expect(exitCode, said).to.equal(0);
    expect(said).to.include("No findings to report");
  });

  it("zizmor finds text of a pull request in a script", async function () {
    const title = `$${"{{ github.event.pull_request.title }}"}`;
    const file = broken("access-check.yml", "npm run check", `echo "${title}"`);
    const { exitCode, said } = await lint(this, zizmor, [...OFFLINE, file]);
    expect(exitCode).to.not.equal(0);
    expect(said).to.include("template-injection");
  });
});
