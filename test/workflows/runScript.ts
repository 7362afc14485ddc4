// Runs one script where GitHub and Azure DevOps answer from a table, and returns what it told them and wrote.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { fakeTools, writeAnswers } from "./fakeTools";

/** What a script did. */
export interface ScriptResult {
  printed: string;
  /** What it wrote for later steps of its job. */
  output: string;
  /** What it told GitHub or Azure DevOps to do, with the body it sent. */
  notes: string;
}

/** A folder in which scripts run. */
export interface ScriptFolder {
  /** Where each script starts. */
  readonly work: string;
  /** Puts a file there, as a job before would have handed it on. */
  write(name: string, text: string): void;
  read(name: string): string;
  run(text: string, given: { answers?: object; env?: Record<string, string> }): ScriptResult;
  remove(): void;
}

/** Is jq there, without which no script works? Says so where it is not. */
export function hasJq(): boolean {
  if (spawnSync("jq", ["--version"]).status === 0) return true;
  process.stdout.write("    jq is not installed; what the scripts ask and tell is skipped\n");
  return false;
}

/** Makes such a folder. */
export async function scriptFolder(): Promise<ScriptFolder> {
  const folder = mkdtempSync(join(tmpdir(), "scripts-"));
  const at = (name: string) => join(folder, name);
  const work = at("work");
  mkdirSync(work);
  await fakeTools(at("bin"));
  return {
    work,
    write: (name, text) => writeFileSync(join(work, name), text),
    read: (name) => readFileSync(join(work, name), "utf8"),
    run(text, { answers = {}, env = {} }) {
      writeAnswers(at("answers.json"), answers);
      for (const name of ["notes", "output"]) writeFileSync(at(name), "");
      writeFileSync(at("script.sh"), text);
      const { status, stdout, stderr } = spawnSync(
        "bash",
        ["--noprofile", "--norc", at("script.sh")],
        {
          cwd: work,
          encoding: "utf8",
          env: {
            PATH: [at("bin"), process.env.PATH].join(delimiter),
            ANSWERS: at("answers.json"),
            NOTES: at("notes"),
            GITHUB_OUTPUT: at("output"),
            ...env,
          },
        },
      );
      expect(status, `${stdout}${stderr}`).to.equal(0);
      const read = (name: string) =>
        existsSync(at(name)) ? readFileSync(at(name), "utf8").trimEnd() : "";
      return { printed: stdout.trimEnd(), output: read("output"), notes: read("notes") };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
