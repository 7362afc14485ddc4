// Reads the stack's configuration; only this file does. See Pulumi.dev.yaml for an example of each setting.

import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { dayBegunEverywhere } from "./clock";
import type { CustomerAccessArgs } from "./components/customerAccess";
import { PROJECT_FOLDER } from "./projectFolder";

/**
 * Reads `customer-access:*` and azure-native's subscription.
 *
 * @param given variables that go before those of this process
 * @throws pulumi.RunError naming every setting that is missing or not known, with the command that corrects it
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
  const problems = [...incomplete(missing), ...unknown(pulumi.runtime.allConfig())];
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
  const maximumLosses = config.getNumber("maximumLosses");
  if (maximumLosses !== undefined && !(Number.isInteger(maximumLosses) && maximumLosses >= 0)) {
    throw new pulumi.RunError(
      `customer-access:maximumLosses is ${maximumLosses}, which is not a count; \`pulumi config set customer-access:maximumLosses <whole number>\``,
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
    customersFile: resolve(PROJECT_FOLDER, config.get("customersFile") ?? "customers.yaml"),
    protect: config.getBoolean("protect") ?? true,
    ...(maximumLosses === undefined ? {} : { maximumLosses }),
    verifyLogin: config.getBoolean("verifyLogin") ?? true,
    today: dayBegunEverywhere(env),
  };
}

function incomplete(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const commands = missing.map((each) => `  pulumi config set ${each}`);
  return ["the stack's configuration is incomplete; set:", ...commands];
}

/** Every setting, without `customer-access:`. */
const SETTINGS = [
  "resourceGroupName",
  "registryName",
  "vaultName",
  "vaultResourceGroupName",
  "customersFile",
  "protect",
  "maximumLosses",
  "verifyLogin",
  // For `npm run drift` alone.
  "operators",
  "otherStacks",
  "knownWebhooks",
];

/** A misspelled setting would leave its default in force: with `customerFile`, the customers of another file. */
function unknown(config: Readonly<Record<string, string>>): string[] {
  const known = new Set(SETTINGS.map((name) => `customer-access:${name}`));
  return Object.keys(config)
    .filter((key) => key.startsWith("customer-access:") && !known.has(key))
    .sort()
    .map(
      (key) =>
        `${key} is not a setting; use ${SETTINGS.join(", ")}, and \`pulumi config rm ${key}\``,
    );
}
