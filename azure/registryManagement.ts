// Azure's own client for registries, by subscription, with this project's way to send requests.

import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import type { Cloud } from "./cloud";
import { waitUntilTokenIsActive } from "./tokens/tokenNotActive";

/** Gives the client of a subscription; one that was made is kept. */
export function registryManagement(
  cloud: Cloud,
): (subscriptionId: string) => ContainerRegistryManagementClient {
  const clients = new Map<string, ContainerRegistryManagementClient>();
  return (subscriptionId) => {
    const known = clients.get(subscriptionId);
    if (known !== undefined) return known;
    const client = new ContainerRegistryManagementClient(cloud.credential, subscriptionId, {
      ...cloud.http.clientOptions,
      additionalPolicies: [
        ...cloud.http.clientOptions.additionalPolicies,
        { policy: waitUntilTokenIsActive(cloud.http), position: "perCall" },
      ],
      endpoint: cloud.resourceManagerUrl,
      credentials: { scopes: [cloud.resourceManagerScope] },
    });
    clients.set(subscriptionId, client);
    return client;
  };
}
