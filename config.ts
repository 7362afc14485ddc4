// The only reader of the stack's configuration; see Pulumi.dev.yaml for an example of each setting.

import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { dayBegunEverywhere } from "./clock";
import type { CustomerAccessArgs } from "./components/customerAccess";

/**
 * Reads `customer-access:*` and azure-native's subscription.
 *
 * @param given variables that go before those of this process
 * @throws pulumi.RunError naming every setting that is missing, with the command that sets it
 */
export function readConfig(given: NodeJS.ProcessEnv = {}): CustomerAccessArgs {
  const env = { ...process.env, ...given };
  const config = new pulumi.Config("customer-access");
  const missing: string[] = [];
  const need = (value: string | undefined, command: string): string => {
    if (value === undefined || value === "") missing.push(command);
    return value ?? "";
  };
  const subscriptionId = need(
    new pulumi.Config("azure-native").get("subscriptionId") ?? env.ARM_SUBSCRIPTION_ID,
    "azure-native:subscriptionId <guid>",
  );
  const resourceGroupName = need(
    config.get("resourceGroupName"),
    "customer-access:resourceGroupName <name>",
  );
  const registryName = need(config.get("registryName"), "customer-access:registryName <name>");
  const vaultName = need(config.get("vaultName"), "customer-access:vaultName <name>");
  if (missing.length > 0) {
    throw new pulumi.RunError(
      [
        "the stack's configuration is incomplete; set:",
        ...missing.map((each) => `  pulumi config set ${each}`),
      ].join("\n"),
    );
  }
  const maximumLosses = config.getNumber("maximumLosses");
  if (maximumLosses !== undefined && !(Number.isInteger(maximumLosses) && maximumLosses >= 0)) {
    throw new pulumi.RunError(
      `customer-access:maximumLosses is ${maximumLosses}, which is no count; \`pulumi config set customer-access:maximumLosses <whole number>\``,
    );
  }
  const cloud = env.ARM_METADATA_HOSTNAME || env.ARM_ENVIRONMENT;
  return {
    ...(cloud ? { cloud } : {}),
    subscriptionId,
    resourceGroupName,
    registryName,
    vaultName,
    vaultResourceGroupName: config.get("vaultResourceGroupName") ?? resourceGroupName,
    customersFile: resolve(__dirname, config.get("customersFile") ?? "customers.yaml"),
    protect: config.getBoolean("protect") ?? true,
    ...(maximumLosses === undefined ? {} : { maximumLosses }),
    verifyLogin: config.getBoolean("verifyLogin") ?? true,
    today: dayBegunEverywhere(env),
  };
}
