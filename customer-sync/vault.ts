// The customer's vault: who decides there what may be read, and a policy that lets a workflow read.
import { getClientConfig } from "@pulumi/azure-native/authorization";
import { AccessPolicy, getVault } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { CustomerSyncArgs, VaultAccess } from "./args";
import { parseSecretId, parseVaultId, type VaultPlace } from "./ids";

/** The vault with the password. */
export function vaultOf({ password }: Pick<CustomerSyncArgs, "password">): VaultPlace | undefined {
  return "secretId" in password ? parseSecretId(password.secretId) : parseVaultId(password.vaultId);
}

/**
 * Asks the vault whether it decides as the arguments say. A program has to do so before it declares a CustomerSync: else what was made
 * fails when it runs. Whoever deploys needs `Microsoft.KeyVault/vaults/read` there.
 *
 * A vault in another subscription than the stack's cannot be asked, and nothing can be written there.
 *
 * @throws pulumi.RunError when it does not, or is in another subscription and has to be written to
 */
export async function requireVaultAccess(
  args: Pick<CustomerSyncArgs, "password" | "vaultAccess">,
  opts: pulumi.InvokeOptions = {},
): Promise<void> {
  const { password, vaultAccess = "role" } = args;
  const vault = vaultOf(args);
  // The component says what is wrong with such an id.
  if (vault === undefined) return;
  const { subscriptionId, resourceGroupName, vaultName } = vault;
  const own = await getClientConfig(opts);
  if (own.subscriptionId.toLowerCase() !== subscriptionId.toLowerCase()) {
    if ("secretId" in password && vaultAccess === "role") return;
    throw new pulumi.RunError(
      `the vault ${vaultName} is in the subscription ${subscriptionId}, and this stack writes to ${own.subscriptionId}; take a vault there, or give password.secretId of a vault that uses roles`,
    );
  }
  const { properties } = await getVault({ resourceGroupName, vaultName }, opts);
  const actual: VaultAccess = properties.enableRbacAuthorization === true ? "role" : "policy";
  if (actual !== vaultAccess) throw new pulumi.RunError(`the vault ${vaultName} ${ADVICE[actual]}`);
}

/** By what the vault decides by. */
const ADVICE: Readonly<Record<VaultAccess, string>> = {
  role: "decides by roles, so an access policy has no effect; leave vaultAccess out, or write role: `pulumi config rm customer-sync:vaultAccess`",
  policy:
    "decides by access policies, so a role has no effect; write policy, with which the workflows may read every secret of this vault: `pulumi config set customer-sync:vaultAccess policy`; or take a vault that uses roles",
};

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
