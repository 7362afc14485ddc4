// The program that a customer deploys: one CustomerSync, as the stack's configuration says.
import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import { CustomerSync } from "./customerSync";
import { requirePlaces } from "./places";
import { prefixesWithoutNames } from "./repositories";

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
  for (const prefix of prefixesWithoutNames(args.repositories)) {
    await pulumi.log.warn(
      `customer-sync:repositories has ${prefix} and no name below it: only events copy what is there; name each repository that you know beside it, so that the catch-up looks at it`,
    );
  }
  return { callbackUrl };
}
