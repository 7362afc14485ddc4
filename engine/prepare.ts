// Program: finds or makes the Pulumi CLI before the tests, so that they need no time for it.

import { EngineError } from "./engineError";
import { findEngine } from "./findEngine";

async function prepare(): Promise<void> {
  const engine = await findEngine({
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  process.stderr.write(`Pulumi ${engine.version}: ${engine.pulumi}\n`);
}

prepare().catch((error: unknown) => {
  if (!(error instanceof EngineError)) throw error;
  process.stderr.write(`error: ${error.message}\n  ${error.remedy}\n`);
  process.exitCode = 2;
});
