// What a customer gets for whom nothing special is said.

import { SCOPE_MAP_ID, TOKEN_ID, VAULT_ID } from "./customers";
import type { Declared } from "./declared";

const AT_REGISTRY = { resourceGroupName: "registry-access", registryName: "vendorimages" };

/** The children of a customer who may pull app/api and for whom nothing special is said. */
export function plain(): Record<string, Declared> {
  const ofAzureNative = (dependsOn: string[], ignoreChanges: string[]): Declared["options"] => ({
    protect: true,
    retainOnDelete: true,
    deleteBeforeReplace: false,
    dependsOn,
    ignoreChanges: [...ignoreChanges, "azureApiVersion"],
    aliases: 0,
  });
  return {
    "contoso-scope-map": {
      type: "azure-native:containerregistry:ScopeMap",
      name: "contoso-scope-map",
      parent: "contoso",
      inputs: {
        ...AT_REGISTRY,
        scopeMapName: "contoso-pull",
        actions: ["repositories/app/api/content/read"],
        description: "rights of contoso, declared by x7k2pd4q",
      },
      options: ofAzureNative(["access-guard", "access-suffix"], []),
    },
    "contoso-secret": {
      type: "acr-credentials:index:TokenSecret",
      name: "contoso-secret",
      parent: "contoso",
      inputs: {
        tokenId: TOKEN_ID,
        scopeMapId: SCOPE_MAP_ID,
        vaultId: VAULT_ID,
        secretName: "contoso-registry-x7k2pd4q",
        owner: "x7k2pd4q",
        stack: "customer-access/dev",
        tokenIs: "contoso-token-id",
        scopeMapIs: "contoso-scope-map-id",
        enabled: true,
        lifetimeDays: 90,
        rotateBeforeDays: 30,
        generation: 1,
      },
      options: {
        protect: true,
        dependsOn: ["access-guard", "access-suffix", "contoso-scope-map", "contoso-token"],
        ignoreChanges: [],
        aliases: 0,
      },
    },
    "contoso-token": {
      type: "azure-native:containerregistry:Token",
      name: "contoso-token",
      parent: "contoso",
      inputs: {
        ...AT_REGISTRY,
        tokenName: "contoso-pull",
        scopeMapId: SCOPE_MAP_ID,
        status: "enabled",
      },
      options: ofAzureNative(["contoso-scope-map"], ["scopeMapId", "status", "credentials"]),
    },
  };
}
