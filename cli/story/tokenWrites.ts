// Counts writes to tokens in the emulator's journal. No token may be written twice.
import type { JournalEntry } from "./emulatorControl";

/** How often tokens were written. */
export interface TokenWrites {
  /** Answered calls of `generateCredentials`. */
  generated: number;
  createdTokens: number;
  /** PUTs of a token after the one that created it, which can wipe its passwords. */
  rewrittenTokens: number;
}

/** Counts in the journal of the whole run. */
export function tokenWrites(entries: readonly JournalEntry[]): TokenWrites {
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
