// A folder for npm run customer-sync, two versions of made files, and the command in this process.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import picocolors from "picocolors";
import type { Outcome } from "../../../cli/command";
import {
  type CustomerSyncOptions,
  runCustomerSync,
} from "../../../cli/customerSync/runCustomerSync";

/** What a first version consists of. */
export const FIRST = {
  "README.md": "one\n",
  "sync.cjs": "one\n",
  "old/a.ts": "one\n",
  "p/a.ts": "one\n",
};

/** A later one: one file is new, one is gone, one is the same. */
export const NEXT = {
  "README.md": "two\n",
  "sync.cjs": "one\n",
  "new/b.ts": "two\n",
  "p/a.ts": "two\n",
};

/** What a customer has beside them. */
export const OWN = { "Pulumi.prod.yaml": "config: {}\n", ".sync/1.import.json": "{}\n" };

/** For the tests of a describe: `out` is not there yet. */
export function useFolder() {
  const at = { base: "", out: "" };
  beforeEach(() => {
    at.base = mkdtempSync(join(tmpdir(), "customer-sync-"));
    at.out = join(at.base, "out");
  });
  afterEach(() => rmSync(at.base, { recursive: true, force: true }));
  return {
    at,
    /** Every file below it with its text, but the list of hashes and its mark. */
    files: (folder = at.out): Record<string, string> =>
      Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.startsWith("SHA256SUMS"))
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    put(all: Readonly<Record<string, string>>, folder = at.out) {
      for (const [path, text] of Object.entries(all)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    /** What the command says that could not run. */
    refusal: (running: Promise<unknown>) =>
      running.then(
        () => "",
        (error: Error & { remedy: string }) => `${error.message}\n  ${error.remedy}`,
      ),
  };
}

/** Runs it with these files instead of those that a customer gets. */
export function run(
  options: CustomerSyncOptions,
  files: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return runCustomerSync(
    options,
    {
      env: process.env,
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    },
    async () => new Map(Object.entries(files)),
  );
}
