// Annotations: the exact commands, and that no text of a file becomes a command of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { annotations } from "../../cli/annotations";
import { main } from "../../cli/main";
import { loadCustomers } from "../../customers/load";
import type { Problem } from "../../customers/problem";
import { EXAMPLE_FILE } from "../helpers/exampleFile";
import { runs } from "../helpers/longRun";
import { azureCommand, gitHubCommand } from "./buildSystems";

const GITHUB = { GITHUB_ACTIONS: "true" };
const AZURE = { TF_BUILD: "True" };

const PROBLEM: Problem = {
  file: "customers.yaml",
  line: 3,
  column: 5,
  path: "customers.contoso.repositories[1]",
  rule: "repository-path-is-valid",
  message: '"Team/App" is not a repository path; 100% wrong',
};

describe("annotations", () => {
  it("are errors of GitHub Actions", () => {
    expect(annotations([PROBLEM, { ...PROBLEM, path: "" }], GITHUB)).to.deep.equal([
      '::error file=customers.yaml,line=3,col=5,title=repository-path-is-valid::contoso.repositories[1]: "Team/App" is not a repository path; 100%25 wrong',
      '::error file=customers.yaml,line=3,col=5,title=repository-path-is-valid::"Team/App" is not a repository path; 100%25 wrong',
    ]);
  });

  it("are issues of Azure Pipelines", () => {
    expect(annotations([PROBLEM], AZURE)).to.deep.equal([
      '##vso[task.logissue type=error;sourcepath=customers.yaml;linenumber=3;columnnumber=5;code=repository-path-is-valid]contoso.repositories[1]: "Team/App" is not a repository path; 100%AZP25 wrong',
    ]);
  });

  it("are warnings of both where nothing has to be corrected", () => {
    expect([
      ...annotations([PROBLEM], GITHUB, "warning"),
      ...annotations([PROBLEM], AZURE, "warning"),
    ]).to.deep.equal([
      '::warning file=customers.yaml,line=3,col=5,title=repository-path-is-valid::contoso.repositories[1]: "Team/App" is not a repository path; 100%25 wrong',
      '##vso[task.logissue type=warning;sourcepath=customers.yaml;linenumber=3;columnnumber=5;code=repository-path-is-valid]contoso.repositories[1]: "Team/App" is not a repository path; 100%AZP25 wrong',
    ]);
  });

  for (const [where, env] of Object.entries({
    "on a desk": {},
    "where a variable says no": { GITHUB_ACTIONS: "false", TF_BUILD: "" },
    "in another system": { CI: "true", GITLAB_CI: "true" },
  })) {
    it(`are not printed ${where}`, () => {
      expect(annotations([PROBLEM], env)).to.deep.equal([]);
    });
  }

  it("name the file from the root of the repository, wherever in it the project lies", () => {
    const file = (name: string, env: NodeJS.ProcessEnv) =>
      annotations([{ ...PROBLEM, file: name }], env).map(
        (line) => /(?:file|sourcepath)=([^,;]*)/.exec(line)?.[1],
      );
    const root = resolve("/repository");
    const absolute = resolve("/repository/access/customers.yaml");
    expect([
      file(absolute, { ...GITHUB, GITHUB_WORKSPACE: root }),
      file(absolute, { ...AZURE, BUILD_SOURCESDIRECTORY: root }),
      file("access/customers.yaml", { ...GITHUB, GITHUB_WORKSPACE: resolve("..") }),
      file("./access/../customers.yaml", GITHUB),
    ]).to.deep.equal([
      ["access/customers.yaml"],
      ["access/customers.yaml"],
      [`${resolve(".").split(/[\\/]/).at(-1)}/access/customers.yaml`],
      ["customers.yaml"],
    ]);
    // It has no line then, but it is reported.
    const outside = resolve("/elsewhere/customers.yaml");
    expect(file(outside, { ...GITHUB, GITHUB_WORKSPACE: root })).to.deep.equal([outside]);
  });

  const text = fc
    .array(
      fc.constantFrom(" ", ..."%25 0A \r \n :: : , ; ] [ ##vso[task.x] ##[x] = a é".split(" ")),
    )
    .map((pieces) => pieces.join(""));
  const problem = fc.record({
    file: text.map((name) => `a/file${name}`),
    line: fc.nat(),
    column: fc.nat(),
    path: text,
    rule: text.map((rule) => `r${rule}`),
    message: text,
  });

  it("are one command of GitHub each, with everything in it, whatever the text is", () => {
    fc.assert(
      fc.property(problem, (each) => {
        const [line = "", ...more] = annotations([each], GITHUB);
        expect(more).to.deep.equal([]);
        expect(line).not.to.match(/[\r\n]/);
        expect(gitHubCommand(line)).to.deep.equal({
          name: "error",
          properties: {
            file: each.file,
            line: String(each.line),
            col: String(each.column),
            title: each.rule,
          },
          data: (each.path === "" ? "" : `${each.path}: `) + each.message,
        });
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it("are one command of Azure Pipelines each, with everything in it, whatever the text is", () => {
    fc.assert(
      fc.property(problem, (each) => {
        const [line = "", ...more] = annotations([each], AZURE);
        expect(more).to.deep.equal([]);
        expect(line).not.to.match(/[\r\n]/);
        expect(azureCommand(line)).to.deep.equal({
          name: "task.logissue",
          properties: {
            type: "error",
            sourcepath: each.file,
            linenumber: String(each.line),
            columnnumber: String(each.column),
            code: each.rule,
          },
          data: (each.path === "" ? "" : `${each.path}: `) + each.message,
        });
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});

describe("npm run check, under a build system", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "annotations-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("prints the annotations, and what it prints anywhere", async () => {
    const file = write("customers: {}\n");
    const says =
      "no customer is listed, which would remove every customer's access; list them by id, or restore the file";
    expect(await check(file, { ...GITHUB, GITHUB_WORKSPACE: folder })).to.deep.equal({
      exitCode: 1,
      stdout: `::error file=customers.yaml,line=1,col=12,title=customers-are-listed::customers: ${says}
${file}:1:12  customers: ${says}  [customers-are-listed]
1 problem in ${file}
`,
      stderr: "",
    });
  });

  it("prints nothing but JSON on standard output with --json, and the annotations on standard error", async () => {
    const file = write("customers: {}\n");
    const env = { ...AZURE, BUILD_SOURCESDIRECTORY: folder };
    const { stdout, stderr } = await check(file, env, "--json");
    expect(JSON.parse(stdout).problems).to.have.lengthOf(1);
    expect(stderr).to.match(/^##vso\[task\.logissue type=error;sourcepath=customers\.yaml;.+\n$/);
  });

  it("prints no annotation for a good file", async () => {
    const { stdout, stderr } = await check(EXAMPLE_FILE, GITHUB);
    expect(stdout).to.match(/customers\.yaml: 5 customers .+: no problems\n$/);
    expect(stderr).to.equal("");
  });

  const EVIL = ["##vso[task.setvariable variable=x]y", "##[set-output name=x]y", "::add-mask::a"];
  for (const [place, yaml] of Object.entries({
    "a text": `displayName: "TEXT\\n"`,
    "a text for a list": `actions: "TEXT"`,
    "a word": `state: "TEXT"`,
    "a key": `"TEXT": 1`,
    "a key with a line break": `"\\nTEXT": 1`,
    "a repository": `repositories: ["TEXT"]`,
    "a reader": `readers: ["TEXT"]`,
    "an alias": "actions: *TEXT",
    "a tag": "actions: !TEXT x",
    "a date": `accessUntil: "TEXT"`,
  })) {
    it(`carries out no command that stands in ${place}`, async () => {
      for (const evil of EVIL) {
        const bad = yaml.replace("TEXT", evil);
        const own = bad.startsWith("repositories") ? "" : "    repositories: [app/api]\n";
        const file = write(`customers:\n  contoso:\n${own}    ${bad}\n`);
        const count = problemsOf(file).length;
        for (const env of [GITHUB, AZURE]) {
          for (const json of [[], ["--json"]]) {
            const { stdout, stderr } = await check(file, env, ...json);
            const find = env === GITHUB ? gitHubCommand : azureCommand;
            const found = `${stdout}${stderr}`.split("\n").flatMap((line) => find(line) ?? []);
            const names = found.map(({ name }) => name);
            const expected = env === GITHUB ? "error" : "task.logissue";
            expect(names, `${bad} ${json}`).to.deep.equal(Array(count).fill(expected));
          }
        }
      }
    });
  }

  function write(content: string): string {
    const file = join(folder, "customers.yaml");
    writeFileSync(file, content);
    problems.set(file, loadCustomers(Buffer.from(content), { file }));
    return file;
  }

  const problems = new Map<string, ReturnType<typeof loadCustomers>>();

  function problemsOf(file: string): readonly Problem[] {
    const result = problems.get(file);
    if (result === undefined || result.ok) throw new Error(`${file} has no problem`);
    return result.problems;
  }
});

async function check(file: string, env: NodeJS.ProcessEnv, ...more: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const { signal } = new AbortController();
  const terminal = { stdout: stream("stdout"), stderr: stream("stderr"), env, signal };
  return { exitCode: await main(["check", "--customers", file, ...more], terminal), ...written };
}
