// Reads a stack's registry and vault from its configuration, with the same defaults as in config.ts.
import type { Place } from "../components/names";

/**
 * Reads the place; config.ts can be read only within a run of the program.
 *
 * @param config by full key, such as `customer-access:registryName`
 * @returns undefined where a setting is missing
 */
export function placeIn(
  config: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): Place | undefined {
  const own = (key: string) => config[`customer-access:${key}`] ?? "";
  const resourceGroupName = own("resourceGroupName");
  const place = {
    subscriptionId: config["azure-native:subscriptionId"] ?? env.ARM_SUBSCRIPTION_ID ?? "",
    resourceGroupName,
    registryName: own("registryName"),
    vaultName: own("vaultName"),
    vaultResourceGroupName: config["customer-access:vaultResourceGroupName"] ?? resourceGroupName,
  };
  return Object.values(place).every((each) => each !== "") ? place : undefined;
}
