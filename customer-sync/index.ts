// The program that a customer deploys: one CustomerSync, as the stack's configuration says.
import type * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import { CustomerSync } from "./customerSync";
import { requirePlaces } from "./places";

/**
 * Declares it, after Azure was asked for the vault and the registry; the output is what the customer hands to the vendor, as a secret.
 *
 * @param env names the cloud. @default - the environment of this process
 */
export async function declare(
  env?: NodeJS.ProcessEnv,
): Promise<{ callbackUrl: pulumi.Output<string> }> {
  const args = readConfig(env);
  await requirePlaces(args);
  const { callbackUrl } = new CustomerSync("registry-sync", args);
  return { callbackUrl };
}
