// The program that a customer deploys: one CustomerSync, as the stack's configuration says.
import type * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import { CustomerSync } from "./customerSync";
import { requireVaultAccess } from "./vault";

/**
 * Declares it, after the vault was asked; the output is what the customer hands to the vendor, as a secret.
 *
 * @param env names the cloud. @default - the environment of this process
 */
export async function declare(
  env?: NodeJS.ProcessEnv,
): Promise<{ callbackUrl: pulumi.Output<string> }> {
  const args = readConfig(env);
  await requireVaultAccess(args);
  const { callbackUrl } = new CustomerSync("registry-sync", args);
  return { callbackUrl };
}
