// What is to be taken over and is not there: found out before it is declared, so that it ends the run for its customer alone.

import * as pulumi from "@pulumi/pulumi";
import { missingWords } from "../access/readAdoptions";
import { isAdopted } from "../customers/isAdopted";
import type { Customer } from "../customers/schema";
import { type Place, scopeMapId, tokenId } from "./names";

/** What is said of each that is not there, by ARM id. */
export type Absent = ReadonlyMap<string, string>;

/**
 * Asks the plugin about everything that these entries take over.
 *
 * In a preview also what cannot be read counts as absent: the engine would read it for the import, and a failed reading
 * ends a preview for everybody. In an update the import says so itself, of its customer alone.
 */
export async function absentAmong(
  entries: readonly Customer[],
  place: Place,
  plugin: pulumi.ProviderResource,
): Promise<Absent> {
  const ids = entries.flatMap((entry) => [
    ...(isAdopted(entry, "token") ? [tokenId(place, entry.tokenName)] : []),
    ...(isAdopted(entry, "scopeMap") ? [scopeMapId(place, entry.tokenName)] : []),
  ]);
  const asked = pulumi.runtime.invoke(
    "acr-credentials:index:absence",
    { ids },
    { provider: plugin },
  );
  // The guard may have refused the run meanwhile, which has said why and needs no answer any more.
  const answer = await asked.catch((thrown: Error) => {
    if (!thrown.message.includes("connection is closing")) throw thrown;
    return { absent: [] };
  });
  const { absent } = answer as { absent: { id: string; isMissing: boolean; words: string }[] };
  const counted = absent.filter(({ isMissing }) => isMissing || pulumi.runtime.isDryRun());
  return new Map(counted.map(({ id, words }) => [id, words]));
}

/** No state has the name: what has this hook is never made. */
const NAME = "take-over-or-fail";

/**
 * Registers the hook that refuses to make what is to be taken over and was not there.
 *
 * Undefined where the engine is older than 3.182.0 or its language host older than that: then the import is left in
 * an update, and fails in azure-native.
 */
export async function registerTakeoverGuard(): Promise<pulumi.ResourceHook | undefined> {
  const hook = new pulumi.ResourceHook(NAME, refuseCreation);
  try {
    // It registers itself; only this tells whether it could.
    await (hook as unknown as { __registered: Promise<void> }).__registered;
    return hook;
  } catch {
    return undefined;
  }
}

/** Says that it is not there. */
export function refuseCreation({
  newInputs = {},
}: Pick<pulumi.ResourceHookArgs, "newInputs">): never {
  const { tokenName, scopeMapName } = newInputs;
  throw new Error(
    tokenName === undefined ? missingWords(scopeMapName, "scope map") : missingWords(tokenName),
  );
}
