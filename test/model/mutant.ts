// Makes a copy of the product in which one thing is broken on purpose.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./product";

/** One thing that is broken. */
export interface Mutant {
  /** What the broken product does: "rotates the current slot". */
  does: string;
  changes: readonly Change[];
}

interface Change {
  file: string;
  /** Text that is in the file exactly once. */
  text: string;
  becomes: string;
}

/** The folders and files that the product consists of. */
const PARTS = [
  "access",
  "audit",
  "azure",
  "cli",
  "components",
  "customers",
  "engine",
  "passwords",
  "provider",
];
const FILES = [
  "clock.ts",
  "config.ts",
  "index.ts",
  "package.json",
  "projectFolder.ts",
  "tsconfig.json",
];

/** Makes the copy. @returns its folder, to be removed by `removeMutant` */
export function makeMutant({ changes }: Mutant): string {
  const folder = mkdtempSync(join(tmpdir(), "mutant-"));
  for (const part of [...PARTS, ...FILES]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  for (const { file, text, becomes } of changes) {
    const path = join(folder, file);
    const source = readFileSync(path, "utf8");
    const count = source.split(text).length - 1;
    if (count !== 1) {
      throw new Error(
        `${file} has ${JSON.stringify(text)} ${count} times, and it must be there once; say in test/model/mutants.ts how this is broken now`,
      );
    }
    writeFileSync(
      path,
      source.replace(text, () => becomes),
    );
  }
  return folder;
}

export function removeMutant(folder: string): void {
  rmSync(folder, { recursive: true });
}
