// The error of a failed request to a vault's own API: which role or network access is missing.

import { type AzureError, azureError } from "../azureError";

/** The built-in role that may change, delete and recover secrets: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const OFFICER = '"Key Vault Secrets Officer" on the vault';

/** A socket's code, or a resolver's. */
const NO_ANSWER = /^E[A-Z_]+$/;

/**
 * Turns whatever the vault's client threw into an AzureError.
 *
 * @param vaultUri where the vault was asked
 * @param otherwise further advice, printed at the end
 */
export function vaultFailure(
  operation: string,
  thrown: unknown,
  vaultUri: string,
  otherwise?: string,
): AzureError {
  const more = otherwise === undefined ? {} : { otherwise };
  const failure = azureError(operation, thrown, { role: OFFICER, ...more });
  if (failure.status !== undefined || !NO_ANSWER.test(failure.code ?? "")) return failure;
  const advice = `allow connections from here to ${vaultUri} (check its firewall, private endpoint and DNS name), then run again`;
  return azureError(operation, thrown, { advice, ...more });
}
