// Restores a deployment: Azure, and the stack's state.

import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Deployment } from "./deployment";

/** Saves Azure and the state; the result restores them, each time it is called. */
export async function checkpoint({ emulator, folder }: Deployment): Promise<() => Promise<void>> {
  const state = join(folder, ".pulumi");
  const copy = join(folder, "checkpoint");
  const config = join(folder, "Pulumi.dev.yaml");
  await cp(state, copy, { recursive: true });
  const configured = await readFile(config);
  const restoreAzure = emulator.checkpoint();
  return async () => {
    restoreAzure();
    await rm(state, { recursive: true, force: true });
    await cp(copy, state, { recursive: true });
    await writeFile(config, configured);
  };
}
