// Puts a deployment back to what it was: Azure, and the stack's state.

import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Deployment } from "./deployment";

/** Remembers Azure and the state; the answer puts them back, as often as it is called. */
export async function checkpoint({ emulator, folder }: Deployment): Promise<() => Promise<void>> {
  const state = join(folder, ".pulumi");
  const copy = join(folder, "checkpoint");
  await cp(state, copy, { recursive: true });
  const restoreAzure = emulator.checkpoint();
  return async () => {
    restoreAzure();
    await rm(state, { recursive: true, force: true });
    await cp(copy, state, { recursive: true });
  };
}
