// A committed history with its files unpacked, as the files of its runs, to be altered.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../../cli/audit/sources/unpack";
import type { StoredRun } from "../../audit/history/storedHistory";
import { emptyFolder, FIXTURES } from "./readHistory";

/** The runs of a committed history, and its present state; the oldest first. */
export async function plainRuns(fixture: string): Promise<{ runs: StoredRun[]; present: string }> {
  const files = await textsIn(join(FIXTURES, fixture, "history", "customer-access", "dev"));
  const names = [...new Set([...files.keys()].map((file) => file.split(".")[0] ?? ""))].sort();
  const runs = names.map((name) => ({
    name,
    entry: files.get(`${name}.history.json`),
    checkpoint: files.get(`${name}.checkpoint.json`),
  }));
  const states = await textsIn(join(FIXTURES, fixture, "stacks", "customer-access"));
  return { runs, present: states.get("dev.json") ?? "" };
}

/** Writes runs as a backend's folder. @returns the folder that holds `.pulumi` */
export function writeRuns(runs: readonly StoredRun[], present: string): string {
  const folder = emptyFolder();
  const history = join(folder, ".pulumi", "history", "customer-access", "dev");
  const stacks = join(folder, ".pulumi", "stacks", "customer-access");
  for (const each of [history, stacks]) mkdirSync(each, { recursive: true });
  for (const { name, entry, checkpoint } of runs) {
    if (entry !== undefined) writeFileSync(join(history, `${name}.history.json`), entry);
    if (checkpoint !== undefined) {
      writeFileSync(join(history, `${name}.checkpoint.json`), checkpoint);
    }
  }
  writeFileSync(join(stacks, "dev.json"), present);
  return folder;
}

/** The files of a folder by their names without the packing. */
async function textsIn(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const text = await unpack(readFileSync(join(folder, file)));
    if ("problem" in text) throw new Error(`${file} ${text.problem}`);
    texts.set(file.replace(/\.(gz|zst)$/, ""), text.value);
  }
  return texts;
}
