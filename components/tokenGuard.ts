// Stops azure-native before it writes a token again, whatever makes it want to.

import * as pulumi from "@pulumi/pulumi";

/** The name stands in the state of each token; another one would be written there in the next update. */
const NAME = "never-write-a-token-again";

/**
 * Registers the hook that refuses each update of a token by azure-native, which is a PUT and can wipe the passwords.
 *
 * `ignoreChanges` leaves it nothing to update, with one exception that the engine makes: of what was just imported, the state
 * has no API version among the inputs, so that an upgrade of azure-native right after it looks like a change.
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
    `token ${id.split("/").at(-1)}: not written, because azure-native would put all of it anew, which can remove its passwords; run \`pulumi up --refresh\`, and when that does not help, go back to the version of @pulumi/azure-native before`,
  );
}
