// The command `npm run sync` as one file: it runs with Node alone, and says all that is wrong with its settings.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const FOLDER = join(__dirname, "../..");

describe("npm run sync", () => {
  let alone: string;
  before(() => {
    alone = mkdtempSync(join(tmpdir(), "sync-"));
    copyFileSync(join(FOLDER, "sync.cjs"), join(alone, "sync.cjs"));
  });
  after(() => rmSync(alone, { recursive: true }));

  /** Runs it where there are no packages, without an identity, and without the Azure CLI. */
  const sync = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["sync.cjs", ...args], {
      cwd: alone,
      env: {},
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("explains itself", () => {
    const { status, stdout, stderr } = sync("--help");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.match(stdout, /^Usage: npm run sync -- \[options\]\n/);
    assert.match(stdout, /^ {2}npm run sync -- --settings sync\.json --apply$/m);
  });

  it("names all problems of its settings at once, and does nothing", () => {
    writeFileSync(join(alone, "sync.json"), '{ "source": "https://x", "target": "contosoimages" }');
    const { status, stdout, stderr } = sync("--settings", "sync.json");
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    const starts = ["error: --source", "--username", "--target", "give either --password-secret"];
    assert.deepEqual(
      stderr
        .split("\n")
        .slice(0, 4)
        .map((line, at) => line.startsWith(starts[at] ?? "-")),
      [true, true, true, true],
      stderr,
    );
  });

  it("takes the settings of the example", () => {
    const example = join(FOLDER, "examples", "sync.json");
    const { status, stderr } = sync("--settings", example, "--password-stdin");
    // It has read them all, and asks for what is not in the file.
    assert.deepEqual(
      [status, stderr.split("\n")[0]],
      [2, "error: --password-stdin: nothing was read from standard input"],
    );
  });
});
