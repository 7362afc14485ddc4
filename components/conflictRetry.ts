// Writes a secret again that was refused because somebody else wrote into its vault at the same moment.

import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

/** The name stands in the state of each secret; another one would be written there in the next update. */
const NAME = "retry-conflicts";

/** The first wait; each further one for the same secret is twice as long, up to the longest. */
const FIRST_WAIT_MS = 1_000;

/** Ctrl-C takes effect only when a wait is over. */
const LONGEST_WAIT_MS = 8_000;

/** How long all secrets of a run may wait together, so that a vault that refuses always does not hold up the run. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Registers the hook with which a secret's write is repeated after a 409 ConflictError.
 *
 * azure-native repeats it itself in newer versions, in all four times; then the hook is asked about what outlasts that.
 * Its error reads `Status=409 Code="ConflictError" Message="…"` (newResponseError in provider/pkg/azure/client_azcore.go of
 * pulumi/pulumi-azure-native).
 *
 * Undefined where the engine is older than 3.217.0 or its language host older than that: then such a secret fails, alone,
 * and the next run writes it.
 *
 * @param wait waits so many milliseconds; by default until the machine's clock says so
 */
export async function registerConflictRetry(
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<pulumi.ErrorHook | undefined> {
  const hook = conflictRetry(wait);
  try {
    await pulumi.runtime.registerErrorHook(hook);
    return hook;
  } catch {
    return undefined;
  }
}

/** The hook itself, for one run. */
export function conflictRetry(wait: (ms: number) => Promise<unknown>): pulumi.ErrorHook {
  let patience = PATIENCE_MS;
  return {
    name: NAME,
    async callback({ errors }) {
      if (!errors[0]?.includes("ConflictError")) return false;
      const longest = Math.min(FIRST_WAIT_MS * 2 ** (errors.length - 1), LONGEST_WAIT_MS);
      // By chance, so that two runs that refused each other do not meet again.
      const ms = randomInt(longest / 2, longest + 1);
      // Whoever has given up once gives up for good, whatever chance says the next time.
      patience -= ms;
      if (patience < 0) return false;
      await wait(ms);
      return true;
    },
  };
}
