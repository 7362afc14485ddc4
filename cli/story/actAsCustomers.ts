// Acts as each customer of the emulated stack, as npm run verify does.
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Stack } from "@pulumi/pulumi/automation";
import { connectCloud } from "../../azure/cloud";
import { now, today } from "../../clock";
import type { CommandContext } from "../command";
import { type RunningEmulator, readStackConfig } from "../emulated";
import type { State } from "../recover/state";
import { requireCustomersFile } from "../requireCustomersFile";
import { placeIn } from "../stackPlace";
import { openAzureSide } from "../verify/azureSide";
import { stackIn } from "../verify/deployedStack";
import type { CustomerEvidence } from "../verify/evidenceSchema";
import { verifyAll } from "../verify/verifyAll";

/** Where the customers' passwords and images are. */
export interface Stage {
  stack: Stack;
  emulator: RunningEmulator;
  /** The customers file that was declared. */
  copy: string;
  context: CommandContext;
  /** The passwords that were seen, by customer id: one who is suspended later is tried with theirs. */
  passwords: Map<string, string>;
}

/** Reads each password from the vault, logs in with it, and tries what the file gives and what it does not give. */
export async function actAsCustomers(
  { stack, emulator, copy, context: { env, signal }, passwords }: Stage,
  update: (text: string) => void,
): Promise<CustomerEvidence[]> {
  const { customers } = await requireCustomersFile(copy);
  const place = placeIn(await readStackConfig(), emulator.environment);
  if (place === undefined) throw new Error("Pulumi.dev.yaml does not say where the registry is");
  const ca = await readFile(emulator.caFile, "utf8");
  const azure = await openAzureSide(
    await connectCloud(emulator.environment, { ca, signal }),
    place,
  );
  const { deployed } = stackIn((await stack.exportStack()).deployment as State);
  const world = {
    azure,
    deployed,
    today: today(env),
    now: () => now(env),
    wait: (ms: number) => setTimeout(ms, undefined, { signal }),
    passwords,
  };
  return verifyAll(customers, world, (_done, id) => update(id));
}
