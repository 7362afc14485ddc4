// npm start -- --story sync: what the vendor pushes appears in the customer's registry, also after a lost webhook, and no secret is left.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { missingPart, shownParts } from "../../docs/shownOutput";
import { PASSWORD_PATTERN, searchFolder } from "../../helpers/passwords";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";

describe("npm start -- --story sync", function () {
  this.timeout(300_000);
  let copy: ProjectCopy;
  let printed: string;

  before(() => {
    copy = copyProject();
    // In one stream, so that it is printed in one order.
    const story = "node cli/run.cjs start --story sync 2>&1";
    const { status, stdout } = spawnSync("bash", ["-c", story], {
      cwd: copy.folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
    expect(status, stdout).to.equal(0);
    printed = stdout;
  });
  after(() => copy.remove());

  it("prints what docs/demo.md shows, all of it in 80 columns", () => {
    const page = readFileSync(join(copy.folder, "docs", "demo.md"), "utf8");
    const [shown = "", ...rest] = shownParts(page, "npm start -- --story sync");
    expect(rest).to.deep.equal([]);
    expect(missingPart(printed, [shown])).to.equal(undefined);
    expect(shown.split("\n").length).to.equal(printed.split("\n").length);
    expect(printed.split("\n").filter((line) => line.length > 80)).to.deep.equal([]);
  });

  it("keeps no password and no process, and leaves the project as it was", () => {
    expect(searchFolder(join(copy.folder, ".emulated"), PASSWORD_PATTERN)).to.deep.equal([]);
    expect(printed).to.not.match(PASSWORD_PATTERN);
    const run = (file: string, ...args: string[]) =>
      execFileSync(file, args, { cwd: copy.folder, encoding: "utf8" });
    expect(run("git", "status", "--porcelain")).to.equal("");
    const processes = run("ps", "-eo", "pid,args").split("\n");
    expect(processes.filter((line) => line.includes(copy.folder))).to.deep.equal([]);
  });
});
