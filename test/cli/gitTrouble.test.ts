// What each command says where git answers nothing: it is missing, there is no repository, or it distrusts the folder.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { recordedRun } from "../../cli/apply/recordedRun";
import { commitOf, readCommits } from "../../cli/audit/commits";
import type { CommandContext } from "../../cli/command";
import { readBaseFile } from "../../cli/plan/baseFile";
import { requireCustomersFile } from "../../cli/requireCustomersFile";
import { fileCommit } from "../../cli/verify/fileCommit";

const NO_CLONE = "fatal: not a git repository (or any of the parent directories): .git";
const MISSING = "git cannot be run";
const INSTALL = "install git, so that `git` is on PATH: https://git-scm.com/downloads";
const DISTRUSTED = "fatal: detected dubious ownership in repository at '/src/my clone'";
const TRUST =
  "the folder belongs to another user; if you trust what is in it: `git config --global --add safe.directory '/src/my clone'`";

describe("where git answers nothing", () => {
  const { PATH } = process.env;
  let folder: string;
  let file: string;
  let progress: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "git-trouble-"));
    file = join(folder, "customers.yaml");
    writeFileSync(file, "customers: { contoso: { repositories: [app/api] } }\n");
    progress = [];
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true, force: true });
  });

  const withoutGit = () => {
    process.env.PATH = folder;
  };
  /** As in a container of a pipeline. It is what git 2.39 prints. */
  const withDistrust = () => {
    const printed = [
      DISTRUSTED,
      "To add an exception for this directory, call:",
      "",
      "\tgit config --global --add safe.directory '/src/my clone'",
    ].join("\n");
    const git = `#!/bin/sh\ncat >&2 <<"END"\n${printed}\nEND\nexit 128\n`;
    writeFileSync(join(folder, "git"), git, { mode: 0o755 });
    process.env.PATH = `${folder}:${PATH}`;
  };

  async function failure(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => new Error("it was read"),
      (thrown: Error & { remedy?: string }) => thrown,
    );
    return `${error.message}\n${"remedy" in error ? error.remedy : ""}`;
  }

  describe("the version of the file that a plan begins with", () => {
    const read = async () => failure(readBaseFile("HEAD", file, await requireCustomersFile(file)));

    it("asks for a clone where there is none", async () => {
      expect(await read()).to.equal(
        `--base HEAD: ${NO_CLONE}\nrun it in a clone of your repository, not in a copy of its files`,
      );
    });

    it("asks for git, or for trust", async () => {
      withoutGit();
      expect(await read()).to.equal(`--base HEAD: ${MISSING}\n${INSTALL}`);
      withDistrust();
      expect(await read()).to.equal(`--base HEAD: ${DISTRUSTED}\n${TRUST}`);
    });
  });

  describe("the commits of an attestation", () => {
    const time = { from: "2026-07-01T00:00:00Z", to: "2026-09-30T23:59:59Z" };
    const read = () => failure(readCommits(file, [], time));

    it("asks for a clone with the commits where there is none", async () => {
      expect(await read()).to.equal(
        `--customers ${file}: it is in no clone of git\nname the file in a clone that has the commits of the time`,
      );
    });

    it("asks for git, or for trust", async () => {
      withoutGit();
      expect(await read()).to.equal(`--customers ${file}: ${MISSING}\n${INSTALL}`);
      withDistrust();
      expect(await read()).to.equal(`--customers ${file}: ${DISTRUSTED}\n${TRUST}`);
    });

    it("says why the statement lacks the commit of this project, unless it is a copy of its files", async () => {
      const note = (message: string) => progress.push(message);
      expect(await commitOf(folder, note)).to.equal("unknown");
      expect(progress).to.deep.equal([]);
      withDistrust();
      expect(await commitOf(folder, note)).to.equal("unknown");
      expect(progress).to.deep.equal([
        `the statement names no commit of this project: ${DISTRUSTED}; ${TRUST}`,
      ]);
    });
  });

  it("evidence of a verification has no commit, and says why", async () => {
    withoutGit();
    expect(await fileCommit(file)).to.deep.equal({
      commit: undefined,
      note: `${MISSING}; ${INSTALL}`,
    });
    withDistrust();
    expect(await fileCommit(file)).to.deep.equal({
      commit: undefined,
      note: `${DISTRUSTED}; ${TRUST}`,
    });
  });

  it("a folder that does not exist is no clone, whatever git is", async () => {
    const gone = join(folder, "gone", "customers.yaml");
    expect(await fileCommit(gone)).to.deep.equal({ commit: undefined, note: undefined });
    const time = { from: "2026-07-01T00:00:00Z", to: "2026-09-30T23:59:59Z" };
    expect(await failure(readCommits(gone, [], time))).to.equal(
      `--customers ${gone}: it is in no clone of git\nname the file in a clone that has the commits of the time`,
    );
  });

  it("the log of runs is written without a commit, and it is said why", async () => {
    withDistrust();
    const runLog = join(folder, "log");
    const context = {
      env: {},
      signal: new AbortController().signal,
      progress: (message: string) => progress.push(message),
    } as unknown as CommandContext;
    const failed = () => Promise.reject(new Error("the run failed"));
    await recordedRun({ folder, runLog }, context, failed).catch(() => {});
    const { time: _, ...line } = JSON.parse(readFileSync(runLog, "utf8"));
    expect(line).to.deep.equal({ verdict: "failed", reason: "the run failed" });
    expect(progress).to.deep.equal([`the log of runs gets no commit: ${DISTRUSTED}; ${TRUST}`]);
  });
});
