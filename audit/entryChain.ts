// The chain of a history's entries: a hash over all of them in order, which can be continued from any anchor.

import { createHash } from "node:crypto";
import type { WrittenRun } from "./snapshot";

/** The hash over no entry. */
export const BEGINNING = "0".repeat(64);

/**
 * Continues a chain by these runs: the hash of each link is the SHA-256 of the hash before it, a line break, and the
 * run's own hash, all in hex.
 */
export function chained(from: string, runs: readonly Pick<WrittenRun, "sha256">[]): string {
  return runs.reduce(
    (before, { sha256 }) => createHash("sha256").update(`${before}\n${sha256}`).digest("hex"),
    from,
  );
}
