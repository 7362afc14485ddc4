// How large a stack's state is: as JSON, and as the file backend stores it.
import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { STACK_NAME } from "../cli/emulated";
import { openStackState } from "../engine/stackState";
import type { StackCopy } from "./stackCopy";

/** Sizes in bytes. */
export interface StateSize {
  /** What `pulumi stack export` gives, as JSON without white space. */
  readonly jsonBytes: number;
  /** The file of the backend, compressed with zstd. */
  readonly storedBytes: number;
}

/** Measures the state of a copy that is deployed. */
export async function stateSize({ engine, folder, env }: StackCopy): Promise<StateSize> {
  const place = { engine, folder, stackName: STACK_NAME, env: { ...env, HOME: homedir() } };
  const exported = await openStackState(place).read();
  const stacks = join(folder, "state", ".pulumi", "stacks", "customer-access");
  const stored = (await readdir(stacks)).find((file) => file.endsWith(".json.zst"));
  if (stored === undefined) throw new Error(`no compressed state in ${stacks}`);
  return {
    jsonBytes: Buffer.byteLength(JSON.stringify(exported)),
    storedBytes: (await stat(join(stacks, stored))).size,
  };
}
