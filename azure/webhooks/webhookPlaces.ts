// Reads where a registry can have webhooks, and how many.

import type { Cloud } from "../cloud";
import { readEach, textAt } from "../listedFields";
import { isSameLocation } from "../location";
import { askArmFor, listArm } from "../resourceManager";
import { parseRegistryId } from "../tokens/tokenId";

/** Where webhooks can be, and how many there may be. */
export interface WebhookPlaces {
  /** `Basic`, `Standard` or `Premium`. */
  sku: string;
  /** Of the registry, and of each of its replicas; each fires the webhooks of its own location: https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication */
  locations: readonly string[];
}

const API_VERSION = "2025-11-01";
const READER = '"Reader" on the registry';

/** Reads the registry, and its replicas where its tier has some. @throws AzureError when Azure does not show them */
export async function readWebhookPlaces(cloud: Cloud, registryId: string): Promise<WebhookPlaces> {
  const { registryName } = parseRegistryId(registryId);
  const request = { apiVersion: API_VERSION, role: READER };
  const { sku, location } = await askArmFor<{ sku: { name: string }; location: string }>(cloud, {
    ...request,
    operation: `reading registry ${registryName}`,
    at: registryId,
    needs: ["sku.name", "location"],
  });
  if (sku.name !== "Premium") return { sku: sku.name, locations: [location] };
  const operation = `listing the replicas of registry ${registryName}`;
  const replicas = await readEach(
    listArm(cloud, { ...request, operation, at: `${registryId}/replications` }),
    (replica) => textAt(operation, replica, "location"),
  );
  // Azure lists the home location as a replica too.
  const others = replicas.filter((each) => !isSameLocation(each, location));
  return { sku: sku.name, locations: [location, ...others.sort()] };
}
