// The project's own tests are not run for a pull request of customers.yaml alone, and their check reports nevertheless.
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { readWorkflow } from "./read";
import { type ScriptFolder, scriptFolder } from "./runScript";

describe("ci.yml", () => {
  const steps = readWorkflow("ci.yml").jobs.ci?.steps ?? [];
  let folder: ScriptFolder;

  beforeEach(async () => {
    folder = await scriptFolder();
    git("init", "--quiet", "--initial-branch", "main");
    commit({ "customers.yaml": "customers: {}\n", "index.ts": "export {};\n" });
  });
  afterEach(() => folder.remove());

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: folder.work,
      stdio: "pipe",
    });
  const commit = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder.work, dirname(name)), { recursive: true });
      folder.write(name, text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "Change");
  };

  /** What the first script finds out about a pull request of two commits, while main has moved on. */
  const found = (...changes: (() => void)[]) => {
    git("checkout", "--quiet", "-b", "change");
    for (const change of changes) change();
    git("checkout", "--quiet", "main");
    commit({ "README.md": "more\n" });
    git("merge", "--quiet", "--no-ff", "--message", "Merge", "change");
    const script = steps.find(({ id }) => id === "change")?.run ?? "exit 9";
    return folder.run(script, {}).output;
  };
  const customers = () => commit({ "customers.yaml": "customers: { a: {} }\n" });

  it("knows a pull request of customers.yaml alone", () => {
    expect(found(customers, () => commit({ "customers.yaml": "customers: { b: {} }\n" }))).to.equal(
      "only-customers=true",
    );
  });

  const others: [what: string, change: () => void][] = [
    ["code", () => commit({ "index.ts": "1;\n" })],
    ["a file of that name elsewhere", () => commit({ "test/customers.yaml": "" })],
    ["a name that begins like it", () => commit({ "customers.yaml\nindex.ts": "" })],
    [
      "a file that had another name",
      () => {
        renameSync(join(folder.work, "index.ts"), join(folder.work, "customers.yaml"));
        commit({});
      },
    ],
  ];
  for (const [what, change] of others) {
    it(`takes for another one what touches ${what}`, () => {
      expect(found(customers, change)).to.equal("");
    });
  }

  it("runs nothing more for it", () => {
    const [, , ...rest] = steps;
    expect(rest.map((step) => step.if)).to.deep.equal(
      rest.map(() => "steps.change.outputs.only-customers != 'true'"),
    );
    expect(rest.at(-1)?.run).to.equal("set -euo pipefail\n.ci/run\n");
  });

  it("begins with git and nothing else", () => {
    expect(steps.slice(0, 2).map(({ uses, id }) => uses?.split("@")[0] ?? id)).to.deep.equal([
      "actions/checkout",
      "change",
    ]);
  });
});
