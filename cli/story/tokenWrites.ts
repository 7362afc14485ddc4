// Counts in the emulator's journal what was written to tokens: what must never happen twice.
import { readFile } from "node:fs/promises";
import { getJson, openHttp } from "../../azure/http";
import type { RunningEmulator } from "../emulated";

/** How often tokens were written. */
export interface TokenWrites {
  /** Answered calls of `generateCredentials`. */
  generated: number;
  createdTokens: number;
  /** PUTs of a token after the one that created it, which can wipe its passwords. */
  rewrittenTokens: number;
}

/** Reads the journal of the whole run. */
export async function tokenWrites(
  emulator: Pick<RunningEmulator, "url" | "caFile">,
): Promise<TokenWrites> {
  const http = openHttp({ ca: await readFile(emulator.caFile, "utf8") });
  const entries = await getJson<{ method: string; path: string; operation: string }[]>(http, {
    operation: "reading the emulator's journal",
    url: `${emulator.url}/_emulator/journal`,
  });
  const puts = entries.filter(
    ({ method, path }) => method === "PUT" && /\/tokens\/[^/]+$/i.test(path),
  );
  const tokens = new Set(puts.map(({ path }) => path.toLowerCase()));
  return {
    generated: entries.filter(({ path }) => /\/generateCredentials$/i.test(path)).length,
    createdTokens: tokens.size,
    rewrittenTokens: puts.length - tokens.size,
  };
}
