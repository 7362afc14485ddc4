// Reads a customer's secret as they do: there, disabled, or missing.
import { AzureError } from "../../azure/azureError";
import type { StoredSecret, VaultSecrets } from "../../azure/vault/vaultSecrets";

/** A version of a secret; `missing` also while it is deleted and can be recovered. */
export type ReadSecret = StoredSecret | "disabled" | "missing";

/**
 * Reads the latest version, or the one that is named.
 *
 * @throws AzureError when it cannot be read from here, or by this identity
 */
export async function readSecret(
  vault: VaultSecrets,
  name: string,
  version?: string,
): Promise<ReadSecret> {
  try {
    return (await vault.read(name, version)) ?? "disabled";
  } catch (thrown) {
    if (thrown instanceof AzureError && thrown.code === "SecretNotFound") return "missing";
    throw thrown;
  }
}
