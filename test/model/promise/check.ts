// The engine's check before it changes anything: can the inputs be accepted?

import type { Changes, ResourceKind } from "../../../provider/protocol/resource";
import type { Declared } from "../engine/declaration";
import type { StateResource } from "../engine/engineState";

/** Asks the kinds of what waits for nothing. @returns the first problem, which ends the run */
export async function problemOf(
  program: readonly Declared[],
  state: ReadonlyMap<string, StateResource>,
  kinds: Readonly<Record<string, ResourceKind>>,
): Promise<string | undefined> {
  for (const { name, type, dependsOn, inputs } of program) {
    const kind = kinds[type];
    if (kind === undefined || dependsOn.length > 0) continue;
    const call = { urn: name, isPreview: false, log: () => {} };
    const olds = state.get(name)?.inputs ?? {};
    const { problems } = await kind.check(olds, inputs(nothing), call);
    if (problems[0] !== undefined) return problems[0].reason;
  }
  return undefined;
}

function nothing(): never {
  throw new Error("what waits for nothing has no inputs from elsewhere");
}

/** Does a comparison find anything to do? */
export function hasChanges(changes: Changes): boolean {
  return Object.keys(changes).length > 0;
}
