// npm run check: what it prints and how it ends, for good files, bad files and no files.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { main } from "../../cli/main";
import { EXAMPLE_FILE } from "../helpers/exampleFile";

const ENTRY = "  contoso:\n    repositories: [app/api]\n";
const GOOD = `customers:\n${ENTRY}`;

/** Every kind of bad file that people make, with the place of the first problem and a word of it. */
const BAD: Readonly<Record<string, readonly [yaml: string | Buffer, place: string, says: RegExp]>> =
  {
    "an unknown key": [`${GOOD}    stat: active\n`, "4:5", /did you mean "state"\?/],
    "a duplicate key": [`${GOOD}${ENTRY}`, "4:3", /is already in line 2/],
    "tab indentation": ["customers:\n\tcontoso:\n", "2:1", /a tab indents this line/],
    "an empty file": ["", "1:1", /the file is empty/],
    "comments alone": ["# nobody yet\n", "1:1", /the file is empty/],
    "an empty list of customers": ["customers: {}\n", "1:12", /no customer is listed/],
    "a list, but a map is expected": ["customers:\n  - contoso\n", "1:1", /is a list, but a map/],
    "a lone star": [GOOD.replace("app/api", '"*"'), "3:20", /gives every repository/],
    "a lone star without quotes": [GOOD.replace("app/api", "*"), "3:20", /star without quotes/],
    "a star in the middle": [GOOD.replace("app/api", "a/*/b"), "3:20", /is not a prefix/],
    "an upper-case repository": [GOOD.replace("app/api", "App/API"), "3:20", /example "app\/api"/],
    "501 actions": [
      GOOD.replace("app/api", Array.from({ length: 501 }, (_, n) => `r${n}`).join(", ")),
      "3:19",
      /make 501 actions/,
    ],
    "a late rotation": [
      `${GOOD}    credential: { lifetimeDays: 20, rotateBeforeDays: 11 }\n`,
      "4:55",
      /more than half of lifetimeDays/,
    ],
    "an impossible date": [`${GOOD}    accessUntil: 2027-02-30\n`, "4:18", /does not exist/],
    "two customers with one token": [
      `${GOOD}  fabrikam: { repositories: [a], tokenName: contoso-pull }\n`,
      "4:45",
      /is that of contoso/,
    ],
    "an alias bomb": [
      `customers:\n${Array.from({ length: 30 }, (_, n) => `  c${n}: &c${n} [${Array(10).fill(n ? `*c${n - 1}` : "x")}]\n`).join("")}`,
      "2:11",
      /is a list, but a map/,
    ],
    "two documents": [`${GOOD}---\n${GOOD}`, "4:1", /a second document/],
    "merge-conflict markers": [`<<<<<<< a\n${GOOD}=======\n>>>>>>> b\n`, "1:1", /a merge conflict/],
    "bytes that are not UTF-8": [
      Buffer.from(GOOD.replace("a", "\u00e9"), "latin1"),
      "3:20",
      /UTF-8/,
    ],
  };

describe("npm run check", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "check-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("prints one line for a good file", async () => {
    const suspended = "  fabrikam:\n    repositories: [app/api, base/*]\n    state: suspended\n";
    const file = write(`${GOOD}${suspended}`);
    expect(await check(file)).to.deep.equal({
      exitCode: 0,
      stdout: `${file}: 2 customers (1 active, 1 suspended), 2 repositories and prefixes: no problems\n`,
      stderr: "",
    });
  });

  it("counts customers by state, and their repositories", async () => {
    const { exitCode, stdout } = await check(EXAMPLE_FILE);
    expect({ exitCode, stdout }).to.deep.equal({
      exitCode: 0,
      stdout: `${EXAMPLE_FILE}: 5 customers (4 active, 1 suspended), 8 repositories and prefixes: no problems\n`,
    });
  });

  it("prints a line for each problem, and how many", async () => {
    const file = write(`${GOOD}    state: on\n    contact: 1\n`);
    expect(await check(file)).to.deep.equal({
      exitCode: 1,
      stdout: `${file}:4:12  contoso.state: "on" is not one of the choices; use active, suspended or offboarded  [words-are-allowed]
${file}:5:14  contoso.contact: 1 without quotes is a number, not text; write "1"  [values-have-their-type]
2 problems in ${file}
`,
      stderr: "",
    });
  });

  for (const [kind, [yaml, place, says]] of Object.entries(BAD)) {
    it(`refuses ${kind}, with the place, what was found and what to do`, async () => {
      const file = write(yaml);
      const { exitCode, stdout, stderr } = await check(file);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 1, stderr: "" });
      const [first = "", ...others] = stdout.trimEnd().split("\n");
      expect(first.startsWith(`${file}:${place}  `), first).to.equal(true);
      expect(first).to.match(says);
      expect(first).to.match(/; .+ {2}\[[a-z0-9-]+\]$/);
      expect(others.at(-1)).to.match(new RegExp(`^\\d+ problems? in ${file}$`));
    });
  }

  it("warns of what may fail in Azure, and lets the file pass", async () => {
    const file = write(`${GOOD}    tokenName: contoso-\n`);
    const message =
      '"contoso-" does not consist of letters and digits with single hyphens between them, and Azure creates no such token; give another name, unless the token exists already';
    expect(await check(file)).to.deep.equal({
      exitCode: 0,
      stdout: `${file}:4:16  warning: contoso.tokenName: ${message}  [token-can-be-made]
${file}: 1 customer (1 active), 1 repository or prefix: no problems, 1 warning
`,
      stderr: "",
    });
    expect(JSON.parse((await check(file, "--json")).stdout)).to.deep.equal({
      file,
      ok: true,
      customers: 1,
      problems: [],
      warnings: [
        {
          file,
          line: 4,
          column: 16,
          path: "customers.contoso.tokenName",
          rule: "token-can-be-made",
          message,
        },
      ],
    });
  });

  it("counts the days of an acknowledgement from the day on which it runs", async () => {
    const inDays = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const acknowledged = (until: string) =>
      write(`${GOOD}acknowledge: [{ customers: [contoso], reason: why, until: ${until} }]\n`);
    expect((await check(acknowledged(inDays(30)))).exitCode).to.equal(0);
    const { exitCode, stdout } = await check(acknowledged(inDays(33)));
    expect(exitCode).to.equal(1);
    expect(stdout).to.match(/more than 31 days ahead.* {2}\[until-is-soon\]\n1 problem in /);
  });

  it("prints the same for programs with --json", async () => {
    const good = write(GOOD);
    expect(JSON.parse((await check(good, "--json")).stdout)).to.deep.equal({
      file: good,
      ok: true,
      customers: 1,
      problems: [],
      warnings: [],
    });
    const bad = write("customers: {}\n");
    expect(JSON.parse((await check(bad, "--json")).stdout)).to.deep.equal({
      file: bad,
      ok: false,
      customers: null,
      problems: [
        {
          file: bad,
          line: 1,
          column: 12,
          path: "customers",
          rule: "customers-are-listed",
          message:
            "no customer is listed, which would remove every customer's access; list them by id, or restore the file",
        },
      ],
      warnings: [],
    });
  });

  it("fails with exit code 2 for a file that is not there", async () => {
    const file = join(folder, "none.yaml");
    expect(await check(file)).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${file}: there is no such file\n  name the file with --customers <file>\n`,
    });
  });

  it("fails with exit code 2 for a directory", async () => {
    const file = join(folder, "directory");
    mkdirSync(file);
    expect(await check(file)).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${file}: is a directory\n  name the file in it, such as ${file}/customers.yaml\n`,
    });
  });

  it("fails with exit code 2 for a file that may not be read", async function () {
    if (process.getuid?.() === 0) this.skip(); // root may read everything
    const file = write(GOOD);
    chmodSync(file, 0);
    expect(await check(file)).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${file}: cannot be read by this user\n  get permission to read it\n`,
    });
  });

  function write(content: string | Buffer): string {
    const file = join(folder, "customers.yaml");
    writeFileSync(file, content);
    return file;
  }
});

async function check(file: string, ...more: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const { signal } = new AbortController();
  const terminal = { stdout: stream("stdout"), stderr: stream("stderr"), env: {}, signal };
  return { exitCode: await main(["check", "--customers", file, ...more], terminal), ...written };
}
