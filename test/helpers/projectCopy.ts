// A copy of this project in a temporary folder, as a fresh clone with its packages installed would be.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EXAMPLE_FILE } from "./exampleFile";

/** A copy that is removed after use. */
export interface ProjectCopy {
  folder: string;
  remove(): void;
}

/** Copies what git tracks, and what is new and not ignored, into a git repository of its own; with the example's customers. */
export function copyProject(): ProjectCopy {
  const project = resolve(__dirname, "../..");
  const folder = mkdtempSync(join(tmpdir(), "project-copy-"));
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", args, { cwd, encoding: "utf8" });
  const files = git(project, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  for (const file of new Set(files.split("\0").filter((name) => name !== ""))) {
    cpSync(join(project, file), join(folder, file), { recursive: true, force: true });
  }
  cpSync(EXAMPLE_FILE, join(folder, "customers.yaml"));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(
    folder,
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@example.invalid",
    "commit",
    "--quiet",
    "--message",
    "Copy",
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
