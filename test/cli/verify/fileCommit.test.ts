// The commit of the customers file, as evidence names it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { fileCommit } from "../../../cli/verify/fileCommit";

describe("the commit of a file", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "file-commit-"));
    file = join(folder, "customers.yaml");
    writeFileSync(file, "customers: {}\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  function commit(): string {
    git("add", "--all");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "change");
    return git("rev-parse", "HEAD");
  }

  it("is the last one that changed it", async () => {
    git("init", "--quiet");
    const first = commit();
    writeFileSync(join(folder, "README.md"), "other\n");
    commit();
    expect(await fileCommit(file)).to.deep.equal({ commit: first, note: undefined });
  });

  it("is none where the file differs from it", async () => {
    git("init", "--quiet");
    commit();
    writeFileSync(file, "customers: { a: 1 }\n");
    expect(await fileCommit(file)).to.deep.equal({ commit: undefined, note: undefined });
  });

  it("is none where it was never committed", async () => {
    git("init", "--quiet");
    writeFileSync(join(folder, "README.md"), "other\n");
    git("add", "README.md");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "change");
    expect(await fileCommit(file)).to.deep.equal({ commit: undefined, note: undefined });
  });

  it("is none without git", async () => {
    expect(await fileCommit(file)).to.deep.equal({ commit: undefined, note: undefined });
  });
});
