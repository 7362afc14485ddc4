// What git writes to disk, also for somebody whose git writes the line ends of Windows: nothing here starts or parses with them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { copyProject } from "./helpers/projectCopy";

describe("a clone with core.autocrlf=true", () => {
  it("has the line ends that everything is read with", () => {
    const copy = copyProject();
    const folder = mkdtempSync(join(tmpdir(), "clone-"));
    try {
      const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
      git("-c", "core.autocrlf=true", "clone", "--quiet", copy.folder, folder);
      const listed = git("-C", folder, "ls-files", "--eol").trim().split("\n");
      expect(listed.length).to.be.greaterThan(500);
      expect(listed.filter((line) => /w\/(crlf|mixed)/.test(line))).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
      copy.remove();
    }
  });
});
