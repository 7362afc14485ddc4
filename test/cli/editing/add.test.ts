// npm run add: what it writes into files of every form, what it refuses, and what it says.
import { chmodSync, lstatSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { loadCustomers } from "../../../customers/load";
import { INSERT_CASES, REFUSED_CASES } from "./insertCases";
import { EditedFile } from "./run";

const SORTED = "customers:\n  alpha:\n    repositories: [a]\n  gamma:\n    repositories: [c]\n";
const NEXT =
  "next: `npm run plan -- --files-only` shows what this gives; then commit it and open a pull request\n";

describe("npm run add", () => {
  let file: EditedFile | undefined;
  afterEach(() => {
    file?.remove();
    file = undefined;
  });

  for (const { it: statement, before, after } of INSERT_CASES) {
    it(statement, async () => {
      file = new EditedFile(before);
      const { exitCode, stderr } = await file.run("add", ["beta", "--repository", "app/api"]);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
      expect(file.text).to.equal(after.replace(/^\+/gm, ""));
      // What is not marked is the file as it was.
      expect(withoutMarked(after)).to.equal(before);
      expect(problemsOf(file.text)).to.deep.equal([]);
    });
  }

  for (const [form, [before, why]] of Object.entries(REFUSED_CASES)) {
    it(`refuses ${form}, and shows the lines`, async () => {
      file = new EditedFile(before);
      expect(await file.run("add", ["beta", "--repository", "app/api"])).to.deep.equal({
        exitCode: 2,
        stdout: "",
        stderr: `error: FILE: ${why}; nothing was added
  add the customer by hand, for example:
    beta:
      repositories: [app/api]
`,
      });
      expect(file.text).to.equal(before);
    });
  }

  it("writes every field, in the order of the schema, in quotes where they are needed", async () => {
    file = new EditedFile(SORTED);
    const reader = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
    const { stdout } = await file.run("add", [
      ...["--reader", reader, "--until", "2027-06-30", "--actions", "content/read,metadata/read"],
      ...["zeta", "--contact", "#ops", "--repository", "*", "--repository", "app/api, base/*"],
      ...["--display-name", 'Zeta: "Z" & sons', "--allow-all-repositories"],
    ]);
    expect(stdout).to.equal(`FILE:6: zeta was added
+   zeta:
+     displayName: 'Zeta: "Z" & sons'
+     contact: "#ops"
+     repositories: ["*", app/api, base/*]
+     allowAllRepositories: true
+     actions: [content/read, metadata/read]
+     accessUntil: 2027-06-30
+     readers: [${reader}]
${NEXT}`);
    expect(loaded(file.text).customers.at(-1)).to.deep.include({
      id: "zeta",
      displayName: 'Zeta: "Z" & sons',
      contact: "#ops",
      repositories: ["*", "app/api", "base/*"],
      actions: ["content/read", "metadata/read"],
      accessUntil: "2027-06-30",
      readers: [reader],
    });
  });

  it("writes ids and texts that YAML would take for something else", async () => {
    file = new EditedFile(SORTED);
    await file.run("add", ["null", "--repository", "a", "--display-name", "true"]);
    const [, , added] = loaded(file.text).customers;
    expect([added?.id, added?.displayName]).to.deep.equal(["null", "true"]);
  });

  it("gives a long list a line for each item", async () => {
    file = new EditedFile(SORTED);
    const repositories = Array.from({ length: 12 }, (_, n) => `team/service-${n}`);
    await file.run("add", ["beta", "--repository", repositories.join(",")]);
    const list = repositories.map((path) => `      - ${path}\n`).join("");
    expect(file.text).to.include(`  beta:\n    repositories:\n${list}  gamma:`);
  });

  it("prints the new lines for programs with --json", async () => {
    file = new EditedFile(SORTED);
    const { stdout } = await file.run("add", ["beta", "--repository", "a", "--json"]);
    expect(JSON.parse(stdout)).to.deep.equal({
      file: "FILE",
      id: "beta",
      line: 4,
      lines: ["  beta:", "    repositories: [a]"],
      written: true,
    });
  });

  it("writes nothing with --dry-run", async () => {
    file = new EditedFile(SORTED);
    expect(await file.run("add", ["beta", "--repository", "a", "--dry-run"])).to.deep.equal({
      exitCode: 0,
      stdout:
        "FILE:4: beta would be added\n+   beta:\n+     repositories: [a]\nnothing was written; leave out --dry-run to add it\n",
      stderr: "",
    });
    expect(file.text).to.equal(SORTED);
  });

  for (const [what, argv, stderr] of [
    [
      "an id that is there, with its line",
      ["gamma", "--repository", "a"],
      "error: FILE:4: gamma is there already; nothing was added\n  change that entry, or give the new customer another id\n",
    ],
    [
      "a customer without repositories",
      ["beta", "--until", "2027-06-30"],
      "error: beta: no repository is given\n  give what the customer may pull: `npm run add -- beta --repository app/api --repository 'base/*'`\n",
    ],
    [
      "values that are not right, all of them",
      ["Beta", "--repository", "App/Api,*", "--until", "2027-02-30", "--actions", "pull"],
      `error: Beta was not added, because the result would be invalid:
  Beta: "Beta" is not a customer's id; use 2 to 40 lower-case letters, digits and single hyphens, a letter first, such as contoso  [id-is-valid]
  Beta.repositories[0]: "App/Api" is not a repository path; use lower-case letters, digits and . _ - /, for example "app/api"  [repository-path-is-valid]
  Beta.repositories[1]: "*" gives every repository, later ones included; name them, or add allowAllRepositories: true  [all-repositories-are-allowed]
  Beta.actions[0]: "pull" is not an action for customers; use content/read or metadata/read  [actions-only-read]
  Beta.accessUntil: "2027-02-30" does not exist; the last day of that month is 2027-02-28  [access-until-is-a-date]
  give other values; \`npm run add -- --help\` shows examples
`,
    ],
    [
      "names that nobody sees in full",
      [
        "be\u061cta",
        "--repository",
        "app/api",
        "--display-name",
        "Be\u{e0041}ta",
        "--contact",
        "o\u200dps",
      ],
      `error: "be\\u061cta" was not added, because the result would be invalid:
  the invisible character U+061C is here; remove it  [text-is-visible]
  the invisible character U+E0041 is here; remove it  [text-is-visible]
  give other values; \`npm run add -- --help\` shows examples
`,
    ],
    [
      "a last day after which none follows",
      ["beta", "--repository", "app/api", "--until", "9999-12-31"],
      `error: beta was not added, because the result would be invalid:
  beta.accessUntil: "9999-12-31" has no day after it, with which it could end; remove accessUntil where access has no end, or give an earlier day  [access-until-is-a-date]
  give other values; \`npm run add -- --help\` shows examples
`,
    ],
    [
      "no id",
      ["--repository", "a"],
      "error: add: missing required argument 'id'\n  `npm run add -- --help` lists the options\n",
    ],
    [
      "two ids",
      ["beta", "delta", "--repository", "a"],
      "error: add: an argument has no option before it\n  `npm run add -- --help` lists the options\n",
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      file = new EditedFile(SORTED);
      expect(await file.run("add", argv)).to.deep.equal({ exitCode: 2, stdout: "", stderr });
      expect(file.text).to.equal(SORTED);
      expect(file.files).to.deep.equal(["customers.yaml"]);
    });
  }

  it("refuses a file with a problem, and says which", async () => {
    const before = `${SORTED}    state: on\n`;
    file = new EditedFile(before);
    expect(await file.run("add", ["beta", "--repository", "a"])).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        'error: FILE:6:12  gamma.state: "on" is not one of the choices; use active, suspended or offboarded  [words-are-allowed]\n  correct FILE first; nothing was added\n',
    });
    expect(file.text).to.equal(before);
  });

  it("refuses what the other entries would make wrong: a token's name that is taken", async () => {
    const before = "customers:\n  alpha:\n    repositories: [a]\n    tokenName: beta-pull\n";
    file = new EditedFile(before);
    const { exitCode, stderr } = await file.run("add", ["beta", "--repository", "a"]);
    expect(exitCode).to.equal(2);
    expect(stderr).to.include('the token "beta-pull" is that of alpha');
    expect(file.text).to.equal(before);
  });

  it("keeps the mode of the file, and a link to it", async () => {
    file = new EditedFile(SORTED);
    chmodSync(file.path, 0o664);
    const link = join(file.folder, "link.yaml");
    symlinkSync(file.path, link);
    const { exitCode } = await file.run("add", ["beta", "--repository", "a"], { path: link });
    expect(exitCode).to.equal(0);
    expect(statSync(file.path).mode & 0o777).to.equal(0o664);
    expect(lstatSync(link).isSymbolicLink()).to.equal(true);
    expect(file.files).to.deep.equal(["customers.yaml", "link.yaml"]);
    expect(loaded(file.text).customers.map(({ id }) => id)).to.deep.equal([
      ...["alpha", "beta", "gamma"],
    ]);
  });

  it("fails with exit code 2, and leaves the file as it was, where it may not be written", async function () {
    if (process.getuid?.() === 0) this.skip(); // root may write everything
    file = new EditedFile(SORTED);
    chmodSync(file.folder, 0o500);
    const ended = await file.run("add", ["beta", "--repository", "a"]);
    chmodSync(file.folder, 0o700);
    expect(ended).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: FILE: cannot be written (EACCES); it is unchanged\n  get permission to write the file and its folder\n",
    });
    expect(file.text).to.equal(SORTED);
  });
});

/** The text without the lines that are marked as added, and without the line end that they needed. */
function withoutMarked(after: string): string {
  const rest = after.replace(/^\+.*(\r?\n|$)/gm, "");
  return after.endsWith("\n") ? rest : rest.trimEnd();
}

function loaded(text: string) {
  const result = loadCustomers(Buffer.from(text), { file: "customers.yaml" });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}

function problemsOf(text: string) {
  const result = loadCustomers(Buffer.from(text), { file: "customers.yaml" });
  return result.ok ? [] : result.problems;
}
