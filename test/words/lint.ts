// Program: prints each retired phrase in git's files, and what to write instead; exit code 1 when there is any.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findRetired } from "./findRetired";

/** The list itself, and files that are generated or keep history. */
const LEFT_OUT = new Set(["test/words/retiredPhrases.ts", "package-lock.json", "CHANGELOG.md"]);

const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
const lines = files
  .filter((file) => file !== "" && !LEFT_OUT.has(file) && existsSync(file))
  .flatMap((file) =>
    findRetired(readFileSync(file, "utf8")).map(
      ({ line, found, instead }) => `${file}:${line}: "${found}"; write: ${instead}`,
    ),
  );
for (const line of lines) console.log(line);
if (lines.length > 0) process.exitCode = 1;
