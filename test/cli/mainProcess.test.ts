// The command line as a process: what a shell sees. Few cases, as starting Node takes long.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { PROJECT_FOLDER as PROJECT } from "../../projectFolder";
import { EXAMPLE_FILE } from "../helpers/exampleFile";

describe("npm run, as a process", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "main-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("ends with 0, and one line on standard output, for a good file", () => {
    const args = ["run", "-s", "check", "--", "--customers", EXAMPLE_FILE];
    const { status, stdout } = spawnSync("npm", args, { encoding: "utf8" });
    expect(status).to.equal(0);
    expect(stdout).to.match(/^\S+customers\.yaml: 5 customers .+: no problems\n$/);
  });

  it("ends with 1 for a bad file, and changes nothing", () => {
    const file = join(folder, "bad.yaml");
    writeFileSync(file, "customers: {}\n");
    const { status, stdout, stderr } = run("check", "--customers", file);
    expect({ status, stderr }).to.deep.equal({ status: 1, stderr: "" });
    expect(stdout).to.equal(
      `${file}:1:12  customers: no customer is listed, which would remove every customer's access; list them by id, or restore the file  [customers-are-listed]\n1 problem in ${file}\n`,
    );
  });

  it("ends with 2 for a file that is not there", () => {
    const file = join(folder, "none.yaml");
    const { status, stdout, stderr } = run("check", "--customers", file);
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: `error: ${file}: there is no such file\n  name the file with --customers <file>\n`,
    });
  });

  it("says where a file is that was named from the folder in which npm was called", () => {
    // A file that this folder has, and the project's does not.
    const { status, stdout, stderr } = spawnSync(
      "npm",
      ["run", "-s", "check", "--", "--customers", "azure.md"],
      { encoding: "utf8", cwd: join(PROJECT, "docs") },
    );
    expect({ status, stdout, stderr: stderr.split("\n").slice(-3) }).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: [
        "error: azure.md: there is no such file",
        `  npm runs this in ${PROJECT}; name the file from there: docs/azure.md`,
        "",
      ],
    });
  });

  it("ends with 2, and the line that was meant, where npm took an option or an option is missing", () => {
    const npm = (...args: string[]) =>
      spawnSync("npm", ["run", "-s", ...args], { encoding: "utf8" });
    const taken = npm("check", "--customers", "other.yaml");
    expect({ status: taken.status, said: taken.stderr.split("\n").slice(-3) }).to.deep.equal({
      status: 2,
      said: [
        "error: npm took --customers for itself, so this command did not get it",
        "  write `--` before the options: `npm run check -- --customers other.yaml`",
        "",
      ],
    });
    const missing = npm("check", "--", "other.yaml");
    expect({ status: missing.status, said: missing.stderr }).to.deep.equal({
      status: 2,
      said: `error: check: "other.yaml" has no option before it
  name the file by an option: \`npm run check -- --customers other.yaml\`
`,
    });
  });

  it("ends with 2 for wrong usage", () => {
    const { status, stdout, stderr } = run("check", "--custmers", "x.yaml");
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: "error: check: unknown option --custmers\n  did you mean --customers?\n",
    });
  });
});

function run(...argv: readonly string[]) {
  return spawnSync(process.execPath, ["cli/run.cjs", ...argv], { encoding: "utf8" });
}
