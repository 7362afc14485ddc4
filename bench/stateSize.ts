// How large a stack's state is: as JSON, and as the file backend stores it.
import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "../engine/engine";
import { openStackState } from "../engine/stackState";

/** Sizes in bytes. */
export interface StateSize {
  /** What `pulumi stack export` gives, as JSON without white space. */
  readonly jsonBytes: number;
  /** The file of the backend, compressed with zstd. */
  readonly storedBytes: number;
}

/** Measures the state of a stack whose file backend is in its work folder. */
export async function stateSize(engine: Engine, { name, workspace }: Stack): Promise<StateSize> {
  const { workDir: folder, envVars } = workspace;
  // Not by the stack's own `exportStack`, which decrypts the secrets.
  const env = { ...envVars, HOME: homedir() };
  const exported = await openStackState({ engine, folder, stackName: name, env }).read();
  const stacks = join(folder, ".pulumi", "stacks", "customer-access");
  const stored = (await readdir(stacks)).find((file) => file.endsWith(".json.zst"));
  if (stored === undefined) throw new Error(`no compressed state in ${stacks}`);
  return {
    jsonBytes: Buffer.byteLength(JSON.stringify(exported)),
    storedBytes: (await stat(join(stacks, stored))).size,
  };
}
