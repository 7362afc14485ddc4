// The Key Vault secret in which a customer finds the current password.

import { Secret } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "./names";
import type { SecretTurns } from "./secretTurns";
import type { TokenCredentials } from "./tokenCredentials";

/** What stands in a customer's secret, and where. */
export interface CustomerSecretArgs {
  place: Place;
  /** Another name replaces the secret: whoever fetches from the old one finds nothing. */
  secretName: pulumi.Input<string>;
  /** ARM id of the token, for the tags. */
  tokenId: string;
  credentials: TokenCredentials;
  /** May the secret be read? */
  enabled: boolean;
  /** The turns of all secrets of the vault. */
  turns: SecretTurns;
  /** Decides about a write that was refused. @default - it fails */
  conflictRetry?: pulumi.ErrorHook;
}

/**
 * Declares the secret.
 *
 * Value, expiry and tags come from the password as it was issued, so that a new version is made only for a new
 * password, or to enable or disable it.
 */
export function customerSecret(
  name: string,
  args: CustomerSecretArgs,
  opts: pulumi.CustomResourceOptions,
): Secret {
  const { place, secretName, tokenId, credentials, enabled, turns, conflictRetry } = args;
  return turns.oneByOne(
    credentials.password,
    (password) =>
      new Secret(
        name,
        {
          resourceGroupName: place.vaultResourceGroupName,
          vaultName: place.vaultName,
          secretName,
          properties: {
            value: pulumi.secret(password),
            attributes: credentials.expiresAt.apply((expiresAt) => ({
              enabled,
              ...(expiresAt === null ? {} : { expires: Date.parse(expiresAt) / 1000 }),
            })),
          },
          tags: dualCredentialTags(tokenId, credentials),
        },
        conflictRetry === undefined ? opts : { ...opts, hooks: { onError: [conflictRetry] } },
      ),
  );
}

/**
 * The tags of Microsoft's dual-credential pattern, taken from the password as it was issued: a setting that
 * changes later must not make a new version of the secret. `AccessSwitches` makes sure that a secret is written when
 * the customer is suspended or let in again, also after a run that was killed in doing so.
 *
 * https://learn.microsoft.com/azure/key-vault/secrets/tutorial-rotation-dual
 */
function dualCredentialTags(providerAddress: string, credentials: TokenCredentials) {
  const { currentSlot, issuedAt, expiresAt, switches } = credentials;
  return pulumi
    .all([currentSlot, issuedAt, expiresAt, switches])
    .apply(([slot, issued, expires, switchCount]) => ({
      CredentialId: slot,
      ProviderAddress: providerAddress,
      ...(expires === null ? {} : { ValidityPeriodDays: String(daysBetween(issued, expires)) }),
      ...(switchCount > 0 ? { AccessSwitches: String(switchCount) } : {}),
    }));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
}
