// Reads the lines for the Azure CLI out of all documents and sources of this project.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AzLine, azLines } from "./azLines";

const PROJECT = join(__dirname, "..", "..");
/** What people are not shown, and what is about the Azure CLI as a client of the emulator. */
const FOREIGN = new Set([".git", ".emulated", "node_modules", "coverage", "test", "emulator"]);

/** All of them, by file. */
export function projectAzLines(): AzLine[] {
  return filesBelow("")
    .filter((file) => /\.(md|ts)$/.test(file))
    .flatMap((file) => azLines(file, readFileSync(join(PROJECT, file), "utf8")));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return FOREIGN.has(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}
