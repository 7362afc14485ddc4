// npm start -- --story audit: the same quarter and the same answers each time, a page, and commands that go on from there.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { missingPart, shownParts } from "../../docs/shownOutput";
import { PASSWORD_PATTERN, searchFolder } from "../../helpers/passwords";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";
import { AUDIT_ANSWERS } from "./auditAnswers";

describe("npm start -- --story audit", function () {
  this.timeout(300_000);
  let copy: ProjectCopy;
  let printed: string;

  before(() => {
    copy = copyProject();
    // In one stream, so that it is printed in one order.
    const story = "node cli/run.cjs start --story audit 2>&1";
    const { status, stdout } = inCopy("bash", ["-c", story]);
    expect(status, stdout).to.equal(0);
    printed = stdout;
  });
  after(() => copy.remove());

  function inCopy(command: string, args: readonly string[]) {
    return spawnSync(command, args, {
      cwd: copy.folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
  }

  it("answers what was made, run by run", () => {
    const from = printed.indexOf("15 runs of the pipeline ...");
    const to = printed.indexOf("Writing the page ...");
    expect(withoutChance(printed.slice(from, to))).to.equal(AUDIT_ANSWERS);
    const isWide = (line: string) => line.length > 80 && !line.includes("npm run -s audit");
    expect(printed.split("\n").filter(isWide)).to.deep.equal([]);
  });

  it("prints what docs/demo.md shows", () => {
    const page = readFileSync(join(copy.folder, "docs", "demo.md"), "utf8");
    const parts = shownParts(page, "npm start -- --story audit");
    expect(parts).to.have.lengthOf.at.least(3);
    expect(missingPart(printed, parts)).to.equal(undefined);
  });

  it("keeps every time of the history within the quarter, and leaves no trace of the machine's clock", () => {
    const backend = join(copy.folder, ".emulated", ".pulumi");
    const files = execFileSync("find", [join(backend, "history"), join(backend, "stacks")], {
      encoding: "utf8",
    });
    const texts = files
      .split("\n")
      .filter((name) => /(checkpoint|history|dev)\.json$/.test(name))
      .map((name) => readFileSync(name, "utf8"));
    // One of the fifteen was killed.
    expect(texts).to.have.lengthOf(14 * 2 + 1);
    const times = texts.flatMap((text) => [
      ...[...text.matchAll(/"(?:time|created|modified)":\s*"([^"]+)"/g)].map(([, at]) => at ?? ""),
      ...[...text.matchAll(/"(?:startTime|endTime)":\s*(\d+)/g)].map(([, seconds]) =>
        new Date(Number(seconds) * 1000).toISOString(),
      ),
    ]);
    expect(times.length).to.be.greaterThan(500);
    expect(times.filter((at) => at < "2026-07-01T09:12" || at > "2026-09-24T10:10")).to.deep.equal(
      [],
    );
  });

  it("has only the killed run as a gap: no time contradicts another", () => {
    const { status, stdout } = inCopy("node", [
      ...["cli/run.cjs", "audit", "--history", ".emulated", "--verify", "--json"],
    ]);
    expect(status).to.equal(1);
    const { findings } = JSON.parse(stdout) as { findings: { kind: string; words: string }[] };
    expect(findings.map(({ kind }) => kind)).to.deep.equal([
      "contradicts",
      "contradicts",
      "history",
    ]);
    expect(findings[2]?.words).to.match(
      /^what was done at 2026-09-10T16:45:\d\dZ, before it began/,
    );
  });

  it("ends with commands that answer", () => {
    const [, next = ""] = printed.split("What next:\n");
    const commands = next.trim().split("\n");
    expect(commands).to.have.lengthOf(5);
    for (const command of commands) {
      const [, args = ""] = command.split("npm run -s audit -- ");
      const { status, stdout, stderr } = inCopy("node", [
        "cli/run.cjs",
        "audit",
        ...args.split(" "),
      ]);
      expect(status, stderr).to.be.oneOf([0, 1]);
      expect(stdout).to.match(/^(What changed|The life|Every password|Was the history|Access to)/);
    }
  });

  it("writes the page, keeps no password, and leaves the project as it was", () => {
    const page = readFileSync(join(copy.folder, ".emulated", "audit.html"), "utf8");
    expect(page).to.include("adventure-works").and.include("Content-Security-Policy");
    expect(searchFolder(join(copy.folder, ".emulated"), PASSWORD_PATTERN)).to.deep.equal([]);
    expect(printed).to.not.match(PASSWORD_PATTERN);
    const status = execFileSync("git", ["status", "--porcelain"], {
      cwd: copy.folder,
      encoding: "utf8",
    });
    expect(status).to.equal("");
    const processes = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" });
    expect(processes.split("\n").filter((line) => line.includes(copy.folder))).to.deep.equal([]);
  });
});

/** Without durations, and without what the killed run's moment is in seconds. */
function withoutChance(text: string): string {
  return text
    .replace(/done in \d+\.\d s/g, "done in 0.0 s")
    .replace(/dev-\d{19}/g, "dev-1789000000000000000")
    .replace(/T16:45:\d\dZ/g, "T16:45:00Z");
}
