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
  /** The revision since which the customer is listed; undefined for one of the first update. */
  listedSince: pulumi.Input<number | undefined>;
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
  const { place, secretName, credentials, enabled, turns, conflictRetry } = args;
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
              ...(expiresAt ? { expires: Date.parse(expiresAt) / 1000 } : {}),
            })),
          },
          tags: secretTags(args),
        },
        conflictRetry === undefined ? opts : { ...opts, hooks: { onError: [conflictRetry] } },
      ),
  );
}

/**
 * The tags of Microsoft's dual-credential pattern, taken from the password as it was issued: a setting that
 * changes later must not make a new version of the secret.
 *
 * `AccessSwitches` and `ListedSince` make sure that a secret is written, or missed aloud, after a run that was killed
 * in suspending, letting in or removing the customer, and that was taken back.
 *
 * https://learn.microsoft.com/azure/key-vault/secrets/tutorial-rotation-dual
 */
function secretTags({ tokenId, credentials, listedSince }: CustomerSecretArgs) {
  const { currentSlot, issuedAt, expiresAt, switches } = credentials;
  return pulumi
    .all([currentSlot, issuedAt, expiresAt, switches, listedSince])
    .apply(([slot, issued, expires, switchCount, revision]) => ({
      CredentialId: slot,
      ProviderAddress: tokenId,
      // Of credentials that a failure before them kept from being made, the engine gives what a preview knows.
      ...(issued && expires ? { ValidityPeriodDays: String(daysBetween(issued, expires)) } : {}),
      // The first switch shows in the secret's own status.
      ...(switchCount > 1 ? { AccessSwitches: String(switchCount) } : {}),
      ...(revision === undefined ? {} : { ListedSince: String(revision) }),
    }));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
}
