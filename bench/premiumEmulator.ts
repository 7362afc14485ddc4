// An emulator for thousands of customers: a child process, whose registry is Premium.
import { readFile } from "node:fs/promises";
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { connectCloud } from "../azure/cloud";
import { type RunningEmulator, readStackConfig, startEmulatorProcess } from "../cli/emulated";

/** Starts the emulator in a folder of its own and raises its registry to Premium: 50,000 tokens instead of 500. */
export async function startPremiumEmulator(
  folder: string,
  signal: AbortSignal,
): Promise<RunningEmulator> {
  const emulator = await startEmulatorProcess({ signal, folder });
  const ca = await readFile(emulator.caFile, "utf8");
  const cloud = await connectCloud(emulator.environment, { ca });
  const config = await readStackConfig();
  const client = new ContainerRegistryManagementClient(
    cloud.credential,
    emulator.environment.ARM_SUBSCRIPTION_ID ?? "",
    {
      ...cloud.http.clientOptions,
      endpoint: cloud.resourceManagerUrl,
      credentials: { scopes: [cloud.resourceManagerScope] },
    },
  );
  await client.registries
    .update(
      config["customer-access:resourceGroupName"] ?? "",
      config["customer-access:registryName"] ?? "",
      { sku: { name: "Premium" } },
    )
    .pollUntilDone();
  return emulator;
}
