// Plays npm run recover --apply: asks the product for its plan and for the state after it, and reads what was imported.

import type { ModelStack } from "../sequence/stack";
import type { Engine } from "./engine";
import type { StateResource } from "./engineState";
import { PLACE } from "./place";

/** Corrects what killed runs left, unless a person has to decide something before. */
export async function recover(stack: ModelStack): Promise<void> {
  const { azure } = stack.bench;
  azure.trouble({});
  await carryOut(stack).catch((thrown: unknown) => {
    throw azure.end ?? thrown;
  });
}

async function carryOut({ bench, engine }: ModelStack): Promise<void> {
  if (engine.pending.length === 0) return;
  const { product, azure } = bench;
  const { cloud } = bench.reach.first.way;
  const state = { resources: [...engine.state.values()], pending_operations: engine.pending };
  const remedies = await product.planRecovery(state, cloud, PLACE.subscriptionId);
  if (remedies.some(({ kind }) => kind === "ask")) return;
  for (const remedy of remedies) {
    if (remedy.kind !== "remove passwords") continue;
    await product.openRegistryTokens(cloud).keepPasswords(remedy.tokenId, remedy.keep);
  }
  const after = product.recoveredState(state, remedies, azure.clock.now());
  const taken = (after.resources ?? []).slice(state.resources.length) as StateResource[];
  engine.pending = [];
  for (const resource of taken) await takeOver(engine, resource);
  bench.tally.count("a creation was recovered");
}

/** A resource is in the state now, and is read as `pulumi refresh` does. */
async function takeOver({ state, options }: Engine, resource: StateResource): Promise<void> {
  if (state.has(resource.name)) throw new Error(`${resource.name} is in the state twice`);
  const found = await options.natives[resource.type]?.read(resource);
  if (found !== undefined) state.set(resource.name, { ...resource, ...found });
}
