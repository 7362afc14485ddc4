// Stops azure-native before it overwrites a scope map that another stack has adopted since.

import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/** The name is in the state of each scope map; another one would be written there in the next update. */
const NAME = "never-overwrite-another-stack";

/**
 * Makes the hook that asks the plugin, before an update of a scope map, whose it is by now. It refuses for its customer alone.
 *
 * Only for an engine that has such hooks, which it has where `registerAdoptionGuard()` gave a guard.
 */
export function scopeMapGuard(plugin: pulumi.ProviderResource): pulumi.ResourceHook {
  const ask = async ({ id, newInputs }: pulumi.ResourceHookArgs) => {
    const asked = { scopeMapId: id, description: newInputs?.description };
    const { refusal } = (await pulumi.runtime.invoke(
      "acr-credentials:index:scopeMapRefusal",
      asked,
      { provider: plugin },
    )) as { refusal?: string };
    if (refusal !== undefined) throw new Error(refusal);
  };
  // The engine calls from outside of the program, where the SDK knows no monitor to ask.
  return new pulumi.ResourceHook(NAME, AsyncResource.bind(ask));
}
