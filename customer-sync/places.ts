// The customer's vault and registry: whether they are there, and whether the vault decides as the arguments say.
import { getClientConfig } from "@pulumi/azure-native/authorization";
import { getRegistry } from "@pulumi/azure-native/containerregistry";
import { getVault } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { CustomerSyncArgs, VaultAccess } from "./args";
import { parseRegistryId } from "./ids";
import { vaultOf } from "./vault";

type Named = Pick<CustomerSyncArgs, "password" | "vaultAccess" | "targetRegistryId">;

/**
 * Asks Azure for the vault and the registry. A program has to do so before it declares a CustomerSync: else what was made fails when
 * it runs. Whoever deploys needs `Microsoft.KeyVault/vaults/read` and `Microsoft.ContainerRegistry/registries/read` there.
 *
 * What is in another subscription than the stack's cannot be asked for, and nothing can be written there.
 *
 * @throws pulumi.RunError with all that is not as the arguments say
 */
export async function requirePlaces(args: Named, opts: pulumi.InvokeOptions = {}): Promise<void> {
  const own = await getClientConfig(opts).catch((thrown) =>
    refuse([
      `Azure does not say who you are; log in with \`az login\`, or set the variables ARM_* ${said(thrown)}`,
    ]),
  );
  const problems = [
    ...(await vaultProblems(args, own, opts)),
    ...(await registryProblems(args, own, opts)),
  ];
  if (problems.length > 0) refuse(problems);
}

interface Own {
  readonly subscriptionId: string;
}

async function vaultProblems(
  args: Named,
  own: Own,
  opts: pulumi.InvokeOptions,
): Promise<readonly string[]> {
  const { password, vaultAccess = "role" } = args;
  const vault = vaultOf(args);
  // The component says what is wrong with such an id.
  if (vault === undefined) return [];
  const { subscriptionId, resourceGroupName, vaultName } = vault;
  if (!isIn(own, subscriptionId)) {
    if ("secretId" in password && vaultAccess === "role") return [];
    return [
      `the vault ${vaultName} is in the subscription ${subscriptionId}, and this stack writes to ${own.subscriptionId}; take a vault there, or give password.secretId of a vault that uses roles`,
    ];
  }
  try {
    const { properties } = await getVault({ resourceGroupName, vaultName }, opts);
    const actual: VaultAccess = properties.enableRbacAuthorization === true ? "role" : "policy";
    return actual === vaultAccess ? [] : [`the vault ${vaultName} ${ADVICE[actual]}`];
  } catch (thrown) {
    const argument = "secretId" in password ? "password.secretId" : "password.vaultId";
    const what = isAbsent(thrown)
      ? absent(`vault ${vaultName}`, resourceGroupName)
      : `Azure does not say how the vault ${vaultName} decides; run it again`;
    return [`${argument}: ${what} ${said(thrown)}`];
  }
}

/** By what the vault decides by. */
const ADVICE: Readonly<Record<VaultAccess, string>> = {
  role: "decides by roles, so an access policy has no effect; leave vaultAccess out, or write role: `pulumi config rm customer-sync:vaultAccess`",
  policy:
    "decides by access policies, so a role has no effect; write policy, with which the workflows may read every secret of this vault: `pulumi config set customer-sync:vaultAccess policy`; or take a vault that uses roles",
};

async function registryProblems(
  { targetRegistryId }: Named,
  own: Own,
  opts: pulumi.InvokeOptions,
): Promise<readonly string[]> {
  const registry = parseRegistryId(targetRegistryId);
  if (registry === undefined || !isIn(own, registry.subscriptionId)) return [];
  const { resourceGroupName, registryName } = registry;
  try {
    await getRegistry({ resourceGroupName, registryName }, opts);
    return [];
  } catch (thrown) {
    const what = isAbsent(thrown)
      ? absent(`registry ${registryName}`, resourceGroupName)
      : `Azure does not say whether the registry ${registryName} is there; run it again`;
    return [`targetRegistryId: ${what} ${said(thrown)}`];
  }
}

function isIn(own: Own, subscriptionId: string): boolean {
  return own.subscriptionId.toLowerCase() === subscriptionId.toLowerCase();
}

/** Who may read nothing there is refused by Azure with 403, whether it is there or not. */
function isAbsent(thrown: unknown): boolean {
  return /\bStatus=40[34]\b/.test(String(thrown));
}

function absent(what: string, resourceGroupName: string): string {
  return `there is no ${what} in the resource group ${resourceGroupName}, or you may not read it; correct the id, or ask for the right to read`;
}

/** Azure's words, in one line. */
function said(thrown: unknown): string {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return `(Azure: ${words.replace(/^.* returned an error: /, "").replaceAll(/\s+/g, " ")})`;
}

/** The engine shows a RunError without a stack. */
function refuse(problems: readonly string[]): never {
  throw new pulumi.RunError(problems.join("\n"));
}
