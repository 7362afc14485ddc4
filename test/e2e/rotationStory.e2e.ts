// npm start -- --story rotation: the same days, passwords and logins each time, with nobody refused who should log in.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { IS_LONG } from "../helpers/killedUp";
import { PASSWORD_PATTERN } from "../helpers/passwords";
import { copyProject, type ProjectCopy } from "../helpers/projectCopy";

/** What is asserted of `--json`. */
interface Report {
  fine: boolean;
  logins: object;
  runs: object;
  azure: { requests: number };
  happenings: { day: number; customerId: string; by: string; text: string }[];
}

describe("npm start -- --story rotation", function () {
  this.timeout(300_000);
  let copy: ProjectCopy;
  let code: number | null;
  let report: Report;
  /** What people see, line by line. */
  let lines: string[];

  before(async () => {
    copy = copyProject();
    const told = await tell(copy, "--days", "32", "--json");
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
    expect(lines.slice(first, first + 18)).to.deep.equal([
      "              day 1         11        21        31",
      "contoso: lifetimeDays 30; changes over on the day the new password appears",
      "  password1 gen 1 ████████████████░░░░░░░░░░░░░░··  2027-01-01 to 2027-01-31  used day 1-16",
      "  password2 gen 1                 ████████████████  2027-01-17 to 2027-02-16  used day 17-32",
      "fabrikam: lifetimeDays 30; changes over on the last day of the old password",
      "  password1 gen 1 ██████████████████████████████··  2027-01-01 to 2027-01-31  used day 1-30",
      "  password2 gen 1                    ░░░░░░░░░░░██  2027-01-20 to 2027-02-19  used day 31-32",
      "northwind: rotation manual: a password without an end, whose age is reported",
      "  password1 gen 1 ████████████████████████████████  2027-01-01, no end        used day 1-32",
      "adventure-works: lifetimeDays 90; the password leaks and is revoked on day 12",
      "  password1 gen 1 ███████████·····················  2027-01-01 to 2027-01-12  used day 1-11, revoked",
      "  password2 gen 2            █████████████████████  2027-01-12 to 2027-04-12  used day 12-32",
      "tailspin: lifetimeDays 90; suspended from day 15 to 21",
      "  password1 gen 1 ██████████████───────███████████  2027-01-01 to 2027-04-01  used day 1-14, 22-32",
      "wingtip: accessUntil 2027-01-31, the last day of access",
      "  password1 gen 1 ███████████████████████████████·  2027-01-01 to 2027-02-01  used day 1-31",
      "",
      "█ in use  ░ works, not in use  ─ suspended  · ended  ! wrong  column: 1 day",
    ]);
  });

  it("counts every login", () => {
    expect(report.logins).to.deep.equal({
      tried: 242,
      accepted: 209,
      refused: 33,
      wronglyAccepted: 0,
      wronglyRefused: 0,
    });
    expect(report.runs).to.deep.equal({ all: 7, changing: 6 });
    const { requests, ...writes } = report.azure;
    expect(writes).to.deep.equal({ generated: 9, createdTokens: 6, rewrittenTokens: 0 });
    expect(requests).to.be.greaterThan(100);
  });

  it("tells what was edited, and what customers saw of it", () => {
    const told = report.happenings
      .filter(({ by }) => by !== "engine")
      .map(({ day, customerId, text }) => `${day} ${customerId}: ${text}`);
    expect(told).to.deep.equal([
      "12 adventure-works: customers.yaml: generation 2, revokeBefore 2, because the password leaked",
      "12 adventure-works: changes over to password2",
      "12 adventure-works: password1 is refused: revoked",
      "15 tailspin: customers.yaml: state suspended",
      "15 tailspin: password1 is refused: suspended",
      "17 contoso: changes over to password2",
      "22 tailspin: customers.yaml: state active again",
      "22 tailspin: logs in again, with the same password1",
      "30 fabrikam: changes over to password2, in the evening of the last day of password1",
      "31 fabrikam: password1 is refused: it ended on 2027-01-31, by the registry itself, without a run",
      "32 wingtip: password1 is refused: it ended on 2027-02-01, by the registry itself, without a run",
    ]);
  });

  const reasons: [day: number, customerId: string, says: RegExp][] = [
    [12, "adventure-works", /^generation 1 to 2: .*password2.* until 2027-04-12/],
    [15, "tailspin", /^the token is disabled/],
    [17, "contoso", /^rotation due since 2027-01-17: .*password2.* until 2027-02-16/],
    [17, "contoso", /password1 .*until 2027-01-31/],
    [20, "fabrikam", /^rotation due since 2027-01-20: .*password2.* until 2027-02-19/],
    [22, "tailspin", /^the token is enabled/],
  ];
  for (const [day, customerId, says] of reasons) {
    it(`gives the engine's reason on day ${day}: ${says.source}`, () => {
      const told = report.happenings.filter(
        (each) => each.by === "engine" && each.day === day && each.customerId === customerId,
      );
      expect(told.filter((each) => says.test(each.text))).to.have.lengthOf(1);
    });
  }

  it("shows no password", () => {
    expect(JSON.stringify(report)).to.not.match(PASSWORD_PATTERN);
    expect(lines.join("\n")).to.not.match(PASSWORD_PATTERN);
  });

  if (IS_LONG) {
    it("prints what the README shows of ninety days", async () => {
      const readme = readFileSync(join(copy.folder, "README.md"), "utf8");
      const block =
        /```console\n\$ npm start -- --story rotation\n(.*?)```/s.exec(readme)?.[1] ?? "";
      const { stdout, stderr } = await tell(copy);
      const parts = block.split(/^\.\.\.\n/m).filter((part) => part !== "");
      expect(parts).to.have.lengthOf(5);
      for (const part of parts) expect(stdout, stderr).to.include(part);
    }).timeout(600_000);
  }
});

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
  const story = ["cli/main.ts", "start", "--story", "rotation", ...args];
  const child = spawn(process.execPath, ["--import", "tsx", ...story], {
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
