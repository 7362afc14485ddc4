// Carries out a recovery: first in Azure, then in the state, then reads what was imported.
import type { Cloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import type { StackState } from "../../engine/stackState";
import type { Remedy } from "./remedy";
import type { State } from "./state";

/**
 * Carries out `remedies`; none of them may need a person.
 *
 * The state is replaced in one step; a recovery that is killed is simply run again.
 */
export async function recover(
  stack: StackState<State>,
  remedies: readonly Remedy[],
  cloud: Cloud,
  now: Date,
): Promise<void> {
  for (const remedy of remedies) {
    if (remedy.kind === "remove passwords") {
      await openRegistryTokens(cloud).keepPasswords(remedy.tokenId, remedy.keep);
    }
  }
  const { version, deployment } = await stack.read();
  await stack.replace({ version, deployment: recoveredState(deployment, remedies, now) });
  const taken = remedies.flatMap((remedy) =>
    remedy.kind === "import" ? [remedy.operation.resource.urn] : [],
  );
  // The outputs of what was imported are read now, so that the next run compares with reality.
  if (taken.length > 0) await stack.refresh(taken);
}

/** The state without pending operations, and with the resources that were made. */
export function recoveredState(state: State, remedies: readonly Remedy[], now: Date): State {
  const taken = remedies.flatMap((remedy) =>
    remedy.kind === "import"
      ? [{ ...remedy.operation.resource, id: remedy.id, created: now.toISOString(), outputs: {} }]
      : [],
  );
  const { pending_operations: _, ...rest } = state;
  return { ...rest, resources: [...(state.resources ?? []), ...taken] };
}
