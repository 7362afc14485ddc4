// npm start -- --story rotation: the same days, passwords and logins each time, with nobody refused who should log in.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { shownParts } from "../../docs/shownOutput";
import { IS_LONG } from "../../helpers/longRun";
import { PASSWORD_PATTERN } from "../../helpers/passwords";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";
import { THIRTY_TWO_DAYS, TWENTY_DAYS } from "./tales";

/** What is asserted of `--json`. */
interface Report {
  fine: boolean;
  logins: object;
  runs: object;
  azure: { requests: number };
  happenings: { day: number; customerId: string; by: string; text: string }[];
}

for (const tale of [TWENTY_DAYS, ...(IS_LONG ? [THIRTY_TWO_DAYS] : [])]) {
  const { days, chart, logins, runs, azure, told, reasons } = tale;
  describe(`npm start -- --story rotation --days ${days}`, function () {
    this.timeout(300_000);
    let copy: ProjectCopy;
    let code: number | null;
    let report: Report;
    /** What people see, line by line. */
    let lines: string[];

    before(async () => {
      copy = copyProject();
      const told = await tell(copy, "--days", String(days), "--json");
      expect(told.stdout, told.stderr).to.not.equal("");
      report = JSON.parse(told.stdout) as Report;
      lines = told.stderr.split("\n");
      code = told.code;
    });
    after(() => copy.remove());

    it("ends well", () => {
      expect(code, lines.join("\n")).to.equal(0);
      expect(report.fine).to.equal(true);
      expect(lines).to.include("Every password worked until its announced end, and none beyond.");
      expect(lines.filter((line) => /Warning|WRONG/.test(line))).to.deep.equal([]);
    });

    it("draws every password, from its first login to its last", () => {
      const first = lines.findIndex((line) => line.includes("day 1   "));
      expect(lines.slice(first, first + chart.length)).to.deep.equal(chart);
    });

    it("counts every login", () => {
      expect(report.logins).to.deep.equal(logins);
      expect(report.runs).to.deep.equal(runs);
      const { requests, ...writes } = report.azure;
      expect(writes).to.deep.equal(azure);
      expect(requests).to.be.greaterThan(100);
    });

    it("tells what was edited, and what customers saw of it", () => {
      const byOthers = report.happenings
        .filter(({ by }) => by !== "engine")
        .map(({ day, customerId, text }) => `${day} ${customerId}: ${text}`);
      expect(byOthers).to.deep.equal(told);
    });

    for (const [day, customerId, says] of reasons) {
      it(`gives the engine's reason on day ${day}: ${says.source}`, () => {
        const given = report.happenings.filter(
          (each) => each.by === "engine" && each.day === day && each.customerId === customerId,
        );
        expect(given.filter((each) => says.test(each.text))).to.have.lengthOf(1);
      });
    }

    it("shows no password", () => {
      expect(JSON.stringify(report)).to.not.match(PASSWORD_PATTERN);
      expect(lines.join("\n")).to.not.match(PASSWORD_PATTERN);
    });
  });
}

if (IS_LONG) {
  describe("npm start -- --story rotation", () => {
    it("prints what docs/demo.md shows of ninety days", async () => {
      const copy = copyProject();
      const page = readFileSync(join(copy.folder, "docs", "demo.md"), "utf8");
      const { stdout, stderr } = await tell(copy);
      const parts = shownParts(page, "npm start -- --story rotation");
      expect(parts).to.have.lengthOf(5);
      for (const part of parts) expect(stdout, stderr).to.include(part);
      copy.remove();
    });
  });
}

describe("npm start -- --story rotation with a plugin that rotates the wrong slot", function () {
  this.timeout(300_000);
  let copy: ProjectCopy;

  before(() => {
    copy = copyProject();
    const file = join(copy.folder, "passwords", "decision.ts");
    const source = readFileSync(file, "utf8");
    const right = 'return slot === "password1" ? "password2" : "password1";';
    expect(source.split(right), "the choice of the other slot").to.have.lengthOf(2);
    writeFileSync(file, source.replace(right, "return slot;"));
  });
  after(() => copy.remove());

  it("ends with 1 and says whose login failed, with which password, and when", async () => {
    const { code, stdout } = await tell(copy, "--days", "17");
    const lines = stdout.split("\n");
    expect(code, stdout).to.equal(1);
    expect(lines.filter((line) => /WRONG|unexpectedly|as announced/.test(line))).to.deep.equal([
      "  password1 gen 1 ████████████████!  2027-01-01 to 2027-01-31  used day 1-16, WRONG on day 17",
      "day 17  2027-01-17  contoso          WRONG: password1 of generation 1 is refused",
      "Refused unexpectedly: 1. Accepted unexpectedly: 0.",
      "A login or a password was not as announced; see above.",
    ]);
  });
});

/** Tells the story in a copy of the project. */
async function tell({ folder }: ProjectCopy, ...args: string[]) {
  const story = ["cli/run.cjs", "start", "--story", "rotation", ...args];
  const child = spawn(process.execPath, story, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { stdout, stderr, code: exitCode };
}
