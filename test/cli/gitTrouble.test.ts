// What a plan says where git answers nothing: it is missing, there is no repository, or it distrusts the folder.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readBaseFile } from "../../../cli/plan/baseFile";
import { requireCustomersFile } from "../../../cli/requireCustomersFile";

describe("reading the version of the file in git", () => {
  const { PATH } = process.env;
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "git-trouble-"));
    file = join(folder, "customers.yaml");
    writeFileSync(file, "customers: { contoso: { repositories: [app/api] } }\n");
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true, force: true });
  });

  async function failure(): Promise<string> {
    const error = await readBaseFile("HEAD", file, await requireCustomersFile(file)).then(
      () => new Error("it was read"),
      (thrown: Error & { remedy?: string }) => thrown,
    );
    return `${error.message}\n${"remedy" in error ? error.remedy : ""}`;
  }

  it("asks for a clone where there is none", async () => {
    expect(await failure()).to.equal(
      "--base HEAD: fatal: not a git repository (or any of the parent directories): .git\nrun it in a clone of your repository, not in a copy of its files",
    );
  });

  it("asks for git where there is none", async () => {
    process.env.PATH = folder;
    expect(await failure()).to.equal(
      "--base HEAD: git cannot be run\ninstall git, so that `git` is on PATH: https://git-scm.com/downloads",
    );
  });

  it("passes on what git asks for where the folder belongs to another user", async () => {
    // As in a container of a pipeline. It is what git 2.39 prints.
    const printed = [
      "fatal: detected dubious ownership in repository at '/src/my clone'",
      "To add an exception for this directory, call:",
      "",
      "\tgit config --global --add safe.directory '/src/my clone'",
    ].join("\n");
    const git = `#!/bin/sh\ncat >&2 <<"END"\n${printed}\nEND\nexit 128\n`;
    writeFileSync(join(folder, "git"), git, { mode: 0o755 });
    process.env.PATH = `${folder}:${PATH}`;
    expect(await failure()).to.equal(
      "--base HEAD: fatal: detected dubious ownership in repository at '/src/my clone'\nthe folder belongs to another user; if you trust what is in it: `git config --global --add safe.directory '/src/my clone'`",
    );
  });
});
