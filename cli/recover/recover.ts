// Carries out a recovery: Azure first, then the state, then a look at what was taken over.
import type { Cloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/registryTokens";
import type { StackState } from "../../engine/stackState";
import type { Remedy } from "./plan";
import type { State } from "./state";

/**
 * Puts right what `remedies` name; what only a person can tell stays as it is.
 *
 * The state is replaced in one step; a recovery that is killed is simply run again.
 */
export async function recover(
  stack: StackState<State>,
  remedies: readonly Remedy[],
  cloud: Cloud,
): Promise<void> {
  for (const remedy of remedies) {
    if (remedy.kind === "remove passwords") {
      await openRegistryTokens(cloud).keepPasswords(remedy.tokenId, remedy.keep);
    }
  }
  const { version, deployment } = await stack.read();
  await stack.replace({ version, deployment: recoveredState(deployment, remedies, new Date()) });
  const taken = remedies.flatMap((remedy) =>
    remedy.kind === "take over" ? [remedy.operation.resource.urn] : [],
  );
  // The outputs of what was taken over are read now, so that the next run compares with reality.
  if (taken.length > 0) await stack.refresh(taken);
}

/** The state without the operations that have a remedy, and with the resources that were made. */
export function recoveredState(state: State, remedies: readonly Remedy[], now: Date): State {
  const settled = new Set(
    remedies.filter(({ kind }) => kind !== "ask").map(({ operation }) => operation.resource.urn),
  );
  const taken = remedies.flatMap((remedy) =>
    remedy.kind === "take over"
      ? [{ ...remedy.operation.resource, id: remedy.id, created: now.toISOString(), outputs: {} }]
      : [],
  );
  const pending = (state.pending_operations ?? []).filter(
    ({ resource }) => !settled.has(resource.urn),
  );
  const { pending_operations: _, ...rest } = state;
  return {
    ...rest,
    resources: [...(state.resources ?? []), ...taken],
    ...(pending.length === 0 ? {} : { pending_operations: pending }),
  };
}
