// How large a stack's state is: as JSON, and as the file backend stores it.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";

/** Sizes in bytes. */
export interface StateSize {
  /** What `pulumi stack export` gives, as JSON without white space. */
  readonly jsonBytes: number;
  /** The file of the backend, compressed with zstd. */
  readonly storedBytes: number;
}

/** Measures the state of a stack whose file backend is in `folder`. */
export async function stateSize(stack: Stack, folder: string): Promise<StateSize> {
  const stacks = join(folder, ".pulumi", "stacks", "customer-access");
  const stored = (await readdir(stacks)).find((name) => name.endsWith(".json.zst"));
  if (stored === undefined) throw new Error(`no compressed state in ${stacks}`);
  return {
    jsonBytes: Buffer.byteLength(JSON.stringify(await stack.exportStack())),
    storedBytes: (await stat(join(stacks, stored))).size,
  };
}
