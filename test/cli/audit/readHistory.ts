// Reads a history as `npm run audit` does, with an index of its own.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { History } from "../../../audit/snapshot";
import { type HistoryOptions, openHistory } from "../../../cli/audit/sources/openHistory";

/** Folders of tests, which end with the process. */
const made: string[] = [];
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "history-"));
  made.push(folder);
  return folder;
}

/** The committed histories, which the real engine wrote. */
export const FIXTURES = join(__dirname, "..", "..", "audit", "fixtures");

/** A copy of a committed history, as `.pulumi` of a folder. */
export function copyOf(name = "plain"): { folder: string; pulumi: string; history: string } {
  const folder = emptyFolder();
  const pulumi = join(folder, ".pulumi");
  cpSync(join(FIXTURES, name), pulumi, { recursive: true });
  return { folder, pulumi, history: join(pulumi, "history", "customer-access", "dev") };
}

/** What was read, in short. */
export async function summary(...given: Parameters<typeof readHistory>) {
  const { stack, entries, gaps, present } = await readHistory(...given);
  return {
    stack,
    runs: entries.length,
    gaps: gaps.map(({ at, words }) => `${at ?? ""}: ${words}`),
    hasPresent: present !== undefined,
  };
}

/** What is said where it cannot be read. */
export async function refusal(...given: Parameters<typeof readHistory>) {
  const error = await readHistory(...given).then(
    () => expect.fail("was read"),
    (thrown: Error & { remedy: string }) => thrown,
  );
  return { message: error.message, remedy: error.remedy };
}

/** Reads it. @param env the environment, of which a folder needs nothing */
export function readHistory(
  history: string | undefined,
  { env = {}, ...options }: HistoryOptions & { env?: NodeJS.ProcessEnv } = {},
): Promise<History> {
  return openHistory(
    { ...(history === undefined ? {} : { history }), cacheFolder: emptyFolder(), ...options },
    { env, signal: new AbortController().signal, progress: () => undefined },
  );
}
