// Publishes a secret, also where one of its name was deleted.

import { AzureError } from "../azureError";
import type { ManagedSecret, ManagedSecrets, SecretContent } from "./managedSecrets";

/** Writes the secret, also where one of that name was deleted and can be recovered, as after a move to another vault and back. */
export async function putSecret(
  secrets: ManagedSecrets,
  secretId: string,
  content: SecretContent,
): Promise<ManagedSecret> {
  try {
    return await secrets.put(secretId, content);
  } catch (thrown) {
    if (!isRecoverable(thrown) || !(await secrets.recover(secretId))) throw thrown;
    return secrets.put(secretId, content);
  }
}

/** Was it refused because a secret of that name is deleted, and can be recovered? */
export function isRecoverable(thrown: unknown): boolean {
  return thrown instanceof AzureError && / in a deleted but recoverable state/.test(thrown.message);
}
