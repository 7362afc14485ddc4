// Somebody who changes the registry outside of this project, with Azure's own client.

import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import type { Cloud } from "../../../azure/cloud";
import type { Emulator } from "../../../emulator/emulator";

/** Opens Azure's client for the emulator's registry. */
export function registryByHand(
  cloud: Cloud,
  emulator: Pick<Emulator, "subscriptionId" | "resourceGroupName"> & {
    registries: readonly { readonly name: string }[];
  },
) {
  const client = new ContainerRegistryManagementClient(cloud.credential, emulator.subscriptionId, {
    ...cloud.http.clientOptions,
    endpoint: cloud.resourceManagerUrl,
    credentials: { scopes: [cloud.resourceManagerScope] },
  });
  const registry = emulator.registries[0]?.name ?? "";
  const group = emulator.resourceGroupName;
  const registryId = `/subscriptions/${emulator.subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerRegistry/registries/${registry}`;
  return {
    createScopeMap: (scopeMap: string, actions: string[], description: string) =>
      client.scopeMaps.create(group, registry, scopeMap, { actions, description }).pollUntilDone(),
    createToken: (token: string, scopeMap: string) =>
      client.tokens
        .create(group, registry, token, { scopeMapId: `${registryId}/scopeMaps/${scopeMap}` })
        .pollUntilDone(),
    async listTokens(of: string) {
      const names: string[] = [];
      for await (const { name } of client.tokens.list(group, of)) names.push(name ?? "");
      return names.sort();
    },
    scopeMapId: (scopeMap: string) => `${registryId}/scopeMaps/${scopeMap}`,
    tokenId: (token: string) => `${registryId}/tokens/${token}`,
    /** Removes all other passwords, as `az acr token credential delete` does. */
    keepPasswords: (token: string, names: ("password1" | "password2")[]) =>
      client.tokens
        .update(group, registry, token, {
          credentials: { passwords: names.map((name) => ({ name })) },
        })
        .pollUntilDone(),
    setActions: (scopeMap: string, actions: string[]) =>
      client.scopeMaps.update(group, registry, scopeMap, { actions }).pollUntilDone(),
    getActions: async (scopeMap: string) =>
      (await client.scopeMaps.get(group, registry, scopeMap)).actions ?? [],
    updateToken: (
      token: string,
      change: { status?: "enabled" | "disabled"; scopeMapId?: string },
    ) => client.tokens.update(group, registry, token, change).pollUntilDone(),
    deleteToken: (token: string) => client.tokens.delete(group, registry, token).pollUntilDone(),
    deleteScopeMap: (scopeMap: string) =>
      client.scopeMaps.delete(group, registry, scopeMap).pollUntilDone(),
    getToken: (token: string) => client.tokens.get(group, registry, token),
    generate: (tokenId: string, name: "password1" | "password2", expiry?: Date) =>
      client.registries
        .generateCredentials(group, registry, { tokenId, name, ...(expiry && { expiry }) })
        .pollUntilDone(),
  };
}
