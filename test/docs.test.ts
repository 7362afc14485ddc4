// Every document of this project: links, names and commands in it exist; and the rules themselves, each shown to fail.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Document } from "./docs/markdown";
import { type Project, RULES } from "./docs/rules";

const PROJECT = join(__dirname, "..");
const FOREIGN = new Set([".git", ".emulated", "node_modules", "coverage"]);

function readProject(): Project {
  const files = filesBelow("");
  const scripts = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")).scripts as object;
  return {
    files: new Set(files),
    documents: files
      .filter((file) => file.endsWith(".md"))
      .map((file) => ({ file, text: readFileSync(join(PROJECT, file), "utf8") })),
    scripts: new Set(Object.keys(scripts)),
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return FOREIGN.has(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}

describe("the documents", () => {
  const project = readProject();

  it("are looked for in all folders", () => {
    const files = project.documents.map(({ file }) => file);
    expect(files).to.include.members(["README.md", "emulator/README.md", "docs/customers-yaml.md"]);
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`hold: ${name}`, () => {
      expect(project.documents.flatMap((each) => rule(each, project))).to.deep.equal([]);
    });
  }
});

describe("the decisions", () => {
  const { documents } = readProject();
  const index = documents.find(({ file }) => file === "docs/decisions/README.md");
  const records = documents
    .filter(({ file }) => /^docs\/decisions\/\d/.test(file))
    .sort((one, other) => one.file.localeCompare(other.file));

  it("are numbered without a gap, in file names as in titles", () => {
    const numbers = records.map((_, at) => String(at + 1).padStart(4, "0"));
    expect(numbers).not.to.have.lengthOf(0);
    expect(records.map(({ file }) => file.split("/")[2]?.slice(0, 5))).to.deep.equal(
      numbers.map((number) => `${number}-`),
    );
    expect(records.map(({ text }) => text.slice(0, 8))).to.deep.equal(
      numbers.map((number) => `# ${number}: `),
    );
  });

  it("are all listed, by their titles", () => {
    const listed = records.map((record) => `- [${titleOf(record)}](${record.file.split("/")[2]})`);
    expect(index?.text.split("\n").filter((line) => line.startsWith("- "))).to.deep.equal(listed);
  });

  for (const record of records) {
    it(`say what led to ${record.file.split("/")[2]}, and what would undo it`, () => {
      const sections = record.text.split("\n").filter((line) => line.startsWith("## "));
      expect(sections).to.deep.equal([
        "## Context",
        "## Decision",
        "## Consequences",
        "## What would change our mind",
      ]);
    });
  }

  it("have a verdict for each package, and for no other", () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(PROJECT, "package.json"), "utf8"),
    ) as Record<string, object>;
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    const { text = "" } = records.find(({ file }) => file.endsWith("0005-versions.md")) ?? {};
    const [, table = ""] = text.split("| package | what for | verdict |\n");
    const rows = table.split("\n\n")[0]?.split("\n") ?? [];
    const named = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    const isOf = (name: string, of: string) =>
      of.endsWith("/*") ? name.startsWith(of.slice(0, -1)) : name === of;
    expect(packages.filter((each) => !named.some((name) => isOf(each, name)))).to.deep.equal([]);
    expect(named.filter((name) => !packages.some((each) => isOf(each, name)))).to.deep.equal([]);
  });

  function titleOf({ text }: Document): string {
    return /^# (.+)$/m.exec(text)?.[1] ?? "";
  }
});

describe("the rules of the documents", () => {
  const other = { file: "docs/other.md", text: "# Other `code`\n\n## Twice\n\n## Twice\n" };
  const project: Project = {
    files: new Set(["docs/bad.md", "docs/other.md", "cli/main.ts"]),
    documents: [other],
    scripts: new Set(["start", "check"]),
  };
  const fence = "```";

  const cases: { rule: string; lines: string[]; found: string[] }[] = [
    {
      rule: "linksResolve",
      lines: [
        "[a](other.md) [b](other.md#twice-1) [c](https://example.com/x#y) [d](../cli/main.ts#L1)",
        "[e](main.ts) [f](other.md#thrice) `[g](nowhere.md)`",
        "[a link",
        "over two lines](nowhere.md) [h](#none)",
        fence,
        "[i](nowhere.md)",
        fence,
      ],
      found: [
        "docs/bad.md:2: no file main.ts",
        "docs/bad.md:2: no heading #thrice in docs/other.md",
        "docs/bad.md:3: no file nowhere.md",
        "docs/bad.md:4: no heading #none in docs/bad.md",
      ],
    },
    {
      rule: "scriptsExist",
      lines: [
        "`npm start`, `npm test`, npm run -s check, `npm run <name>`",
        fence,
        "npm run all -- x",
        fence,
      ],
      found: [
        "docs/bad.md:1: no script test in package.json",
        "docs/bad.md:3: no script all in package.json",
      ],
    },
    {
      rule: "pathsInCodeExist",
      lines: [
        "`cli/main.ts` `cli/` `./cli` `other.md` `app/api` `main.ts` `cli/m*.ts` `app/*`",
        "`cli/other.ts` `more.ts` `cli/*Main.ts`",
      ],
      found: [
        "docs/bad.md:2: no file or folder cli/other.ts",
        "docs/bad.md:2: no file or folder more.ts",
        "docs/bad.md:2: no file or folder cli/*Main.ts",
      ],
    },
    {
      rule: "namedDocumentsExist",
      lines: [
        "See other.md, ../docs/other.md and https://example.com/far.md, or *.md",
        "see notes.md",
      ],
      found: ["docs/bad.md:2: no document notes.md"],
    },
    {
      rule: "noPathOfAMachine",
      lines: [
        "`~/.pulumi`, https://example.com/home/x, /etc/docker",
        "/home/me/x and C:\\Users\\me",
      ],
      found: [
        "docs/bad.md:2: /home is a path of one machine",
        "docs/bad.md:2: C:\\Users is a path of one machine",
      ],
    },
    {
      rule: "issuesNameTheirProject",
      lines: [
        "acr#667, [#12](https://example.com/12), `#3`, [x](other.md#1)",
        "see #4 and issue 5",
      ],
      found: [
        "docs/bad.md:2: #4 does not say of which project",
        "docs/bad.md:2: issue 5 does not say of which project",
      ],
    },
  ];

  for (const { rule, lines, found } of cases) {
    it(`find what breaks ${rule}`, () => {
      const bad = { file: "docs/bad.md", text: lines.join("\n") };
      const given = { ...project, documents: [other, bad] };
      expect(RULES[rule]?.(bad, given)).to.deep.equal(found);
    });
  }

  it("are all shown to fail", () => {
    expect(cases.map(({ rule }) => rule)).to.have.members(Object.keys(RULES));
  });
});
