// Plays npm run recover: asks the product for its plan, and carries it out on the model's state.

import { PLACE } from "./inProcessAzure";
import type { ModelStack } from "./stack";

/** Puts right what killed runs left, unless a person has to decide something first. */
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
  const { cloud } = bench.way;
  const state = { resources: [...engine.state.values()], pending_operations: engine.pending };
  const remedies = await product.planRecovery(state, cloud, PLACE.subscriptionId);
  if (remedies.some(({ kind }) => kind === "ask")) return;
  for (const remedy of remedies) {
    if (remedy.kind === "remove passwords") {
      await product.openRegistryTokens(cloud).keepPasswords(remedy.tokenId, remedy.keep);
    }
    if (remedy.kind === "take over") {
      const pending = engine.pending.find(({ resource }) => resource === remedy.operation.resource);
      if (pending === undefined) throw new Error("a remedy for nothing that is pending");
      const { resource } = pending;
      const created = azure.clock.now().toISOString();
      const taken = { ...resource, id: remedy.id, created, outputs: resource.inputs };
      engine.state.set(resource.name, taken);
    }
  }
  engine.pending = [];
  bench.tally.count("a creation was recovered");
}
