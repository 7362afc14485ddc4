// What a customer gets for whom nothing special is said.

import { SCOPE_MAP_ID, TOKEN_ID } from "./customers";
import type { Declared } from "./declared";

/** What marks a secret on the wire. */
export const SECRET_SIGN = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};
/** The end of the password that the mocked provider gives, in seconds. */
export const EXPIRES = Date.parse("2026-05-30T00:00:00Z") / 1000;

const AT_REGISTRY = { resourceGroupName: "registry-access", registryName: "vendorimages" };

/** The children of a customer who may pull app/api and for whom nothing special is said. */
export function plain(): Record<string, Declared> {
  const child = (type: string, name: string, dependsOn: string[]): Omit<Declared, "inputs"> => ({
    type,
    name,
    parent: "contoso",
    options: {
      protect: true,
      dependsOn,
      ignoreChanges: type.startsWith("azure-native:") ? ["azureApiVersion"] : [],
      aliases: 0,
    },
  });
  return {
    "contoso-credentials": {
      ...child("acr-credentials:index:TokenCredentials", "contoso-credentials", [
        "contoso-scope-map",
        "contoso-token",
      ]),
      inputs: {
        tokenId: TOKEN_ID,
        scopeMapId: SCOPE_MAP_ID,
        tokenIs: "contoso-token-id",
        scopeMapIs: "contoso-scope-map-id",
        enabled: true,
        lifetimeDays: 90,
        rotateBeforeDays: 30,
        generation: 1,
      },
    },
    "contoso-scope-map": {
      ...child("azure-native:containerregistry:ScopeMap", "contoso-scope-map", ["access-guard"]),
      options: {
        protect: true,
        retainOnDelete: true,
        deleteBeforeReplace: false,
        dependsOn: ["access-guard"],
        ignoreChanges: ["azureApiVersion"],
        aliases: 0,
      },
      inputs: {
        ...AT_REGISTRY,
        scopeMapName: "contoso-pull",
        actions: ["repositories/app/api/content/read"],
      },
    },
    "contoso-secret": {
      ...child("azure-native:keyvault:Secret", "contoso-secret", [
        "access-guard",
        "contoso-credentials",
        "contoso-suffix",
      ]),
      inputs: {
        resourceGroupName: "vendor-secrets",
        vaultName: "vendor-access",
        secretName: "contoso-registry-x7k2pd",
        properties: {
          value: { ...SECRET_SIGN, value: "generated-value" },
          attributes: { enabled: true, expires: EXPIRES },
        },
        tags: { CredentialId: "password1", ProviderAddress: TOKEN_ID, ValidityPeriodDays: "90" },
      },
    },
    "contoso-suffix": {
      ...child("random:index/randomString:RandomString", "contoso-suffix", ["access-guard"]),
      inputs: { length: 6, special: false, upper: false },
    },
    "contoso-token": {
      ...child("azure-native:containerregistry:Token", "contoso-token", ["contoso-scope-map"]),
      inputs: {
        ...AT_REGISTRY,
        tokenName: "contoso-pull",
        scopeMapId: SCOPE_MAP_ID,
        status: "enabled",
      },
      options: {
        protect: true,
        retainOnDelete: true,
        deleteBeforeReplace: false,
        dependsOn: ["contoso-scope-map"],
        ignoreChanges: ["scopeMapId", "status", "credentials", "azureApiVersion"],
        aliases: 0,
      },
    },
  };
}
