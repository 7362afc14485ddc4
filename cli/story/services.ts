// The vault and the registry of the emulated stack, as its customers use them.
import { readFile } from "node:fs/promises";
import { connectCloud } from "../../azure/cloud";
import type { Http } from "../../azure/http";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import { type RunningEmulator, readStackConfig } from "../emulated";

/** What customers use. */
export interface Services {
  http: Http;
  /** Where their passwords are. */
  vault: VaultSecrets;
  /** Where their images are. */
  registry: { loginServer: string; repositories: readonly string[] };
}

/** Opens what Pulumi.dev.yaml names. `signal` stops between requests. */
export async function openServices(
  emulator: RunningEmulator,
  signal: AbortSignal,
): Promise<Services> {
  const config = await readStackConfig();
  const ca = await readFile(emulator.caFile, "utf8");
  const cloud = await connectCloud(emulator.environment, { ca, signal });
  const vault = await openVault(cloud, {
    subscriptionId: config["azure-native:subscriptionId"] ?? "",
    resourceGroupName: config["customer-access:resourceGroupName"] ?? "",
    vaultName: config["customer-access:vaultName"] ?? "",
  });
  const registryName = config["customer-access:registryName"];
  const registry = emulator.registries.find(({ name }) => name === registryName);
  if (registry === undefined) throw new Error(`the emulator has no registry ${registryName}`);
  return { http: cloud.http, vault, registry };
}
