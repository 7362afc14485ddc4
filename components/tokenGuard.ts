// Stops azure-native before it updates an existing token by PUT.

import * as pulumi from "@pulumi/pulumi";

/** The name is in the state of each token; another one would be written there in the next update. */
const NAME = "never-write-a-token-again";

/**
 * Registers the hook that refuses each update of a token by azure-native, which is a PUT and can wipe the passwords.
 *
 * `ignoreChanges` leaves it nothing to update, with one exception: the state of a resource that was just imported has
 * no API version among the inputs, so an upgrade of azure-native right after the import looks like a change.
 * Undefined where the engine is older than 3.182.0 or its language host older than that: then there is no such net.
 */
export async function registerTokenGuard(): Promise<pulumi.ResourceHook | undefined> {
  const hook = new pulumi.ResourceHook(NAME, refuseUpdate);
  try {
    // It registers itself; only this tells whether it could.
    await (hook as unknown as { __registered: Promise<void> }).__registered;
    return hook;
  } catch {
    return undefined;
  }
}

/** Says what to do instead; only for the customer whose token it is. */
export function refuseUpdate({ id }: Pick<pulumi.ResourceHookArgs, "id">): never {
  throw new Error(
    `token ${id.split("/").at(-1)}: not updated, because azure-native would replace all of its properties, which can remove its passwords; run \`pulumi up --refresh\`, and if that does not help, return to the previous version of @pulumi/azure-native`,
  );
}
