// A `pulumi up` that must complete: one that does not is killed, and the test fails with what it had printed.

import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, RunResult } from "./deployment";
import { killEngines } from "./killedUp";

/** A run of these small stacks takes seconds, and less than a minute on a machine that does much else. */
const LIMIT_MS = 120_000;

/** Runs `up`. @throws Error when it has not completed in time */
export async function upInTime(deployment: Deployment, limitMs = LIMIT_MS): Promise<RunResult> {
  const isOver = new AbortController();
  let isLate = false;
  const limit = sleep(limitMs, undefined, { signal: isOver.signal }).then(
    () => {
      isLate = true;
      return killEngines();
    },
    () => {},
  );
  const result = await deployment.up();
  isOver.abort();
  await limit;
  if (isLate) throw new Error(`no end within ${limitMs / 1000} seconds:\n${result.output}`);
  return result;
}
