// The engine that tests run.

import type { Engine } from "../../engine/engine";
import { findEngine } from "../../engine/findEngine";

let found: Promise<Engine> | undefined;

/** The engine for tests; made once if need be, which takes minutes and says so. */
export function testEngine(): Promise<Engine> {
  found ??= findEngine({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  return found;
}
