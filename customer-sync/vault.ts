// The customer's vault: where it is, and a policy that lets a workflow read.
import { AccessPolicy } from "@pulumi/azure-native/keyvault";
import type * as pulumi from "@pulumi/pulumi";
import type { CustomerSyncArgs } from "./args";
import { parseSecretId, parseVaultId, type VaultPlace } from "./ids";

/** The vault with the password. */
export function vaultOf({ password }: Pick<CustomerSyncArgs, "password">): VaultPlace | undefined {
  return "secretId" in password ? parseSecretId(password.secretId) : parseVaultId(password.vaultId);
}

/** Whom a policy is for, and where. */
export interface ReadPolicy {
  readonly vault: VaultPlace;
  readonly principalId: pulumi.Input<string>;
  readonly tenantId: pulumi.Input<string>;
}

/**
 * Lets an identity read every secret of a vault, beside what others may; another identity or vault replaces it.
 *
 * Changes of one vault must come one after the other, so it has to depend on the one before:
 * https://github.com/pulumi/pulumi-azure-native/issues/1013
 */
export function readPolicy(
  name: string,
  { vault, principalId, tenantId }: ReadPolicy,
  opts: pulumi.CustomResourceOptions,
): AccessPolicy {
  const { resourceGroupName, vaultName } = vault;
  const policy = { objectId: principalId, tenantId, permissions: { secrets: ["get"] } };
  return new AccessPolicy(name, { resourceGroupName, vaultName, policy }, opts);
}
