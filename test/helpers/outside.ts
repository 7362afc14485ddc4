// Somebody who changes the registry outside of this project, with Azure's own client.

import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import type { Cloud } from "../../azure/cloud";
import type { Emulator } from "../../emulator/emulator";

/** Opens Azure's client for the emulator's registry. */
export function outside(cloud: Cloud, emulator: Emulator) {
  const client = new ContainerRegistryManagementClient(cloud.credential, emulator.subscriptionId, {
    ...cloud.http.clientOptions,
    endpoint: cloud.resourceManagerUrl,
    credentials: { scopes: [cloud.resourceManagerScope] },
  });
  const registry = emulator.registries[0]?.name ?? "";
  const group = emulator.resourceGroupName;
  return {
    setActions: (scopeMap: string, actions: string[]) =>
      client.scopeMaps.update(group, registry, scopeMap, { actions }).pollUntilDone(),
    getActions: async (scopeMap: string) =>
      (await client.scopeMaps.get(group, registry, scopeMap)).actions ?? [],
    updateToken: (
      token: string,
      change: { status?: "enabled" | "disabled"; scopeMapId?: string },
    ) => client.tokens.update(group, registry, token, change).pollUntilDone(),
    getToken: (token: string) => client.tokens.get(group, registry, token),
    generate: (tokenId: string, name: "password1" | "password2") =>
      client.registries.generateCredentials(group, registry, { tokenId, name }).pollUntilDone(),
  };
}
