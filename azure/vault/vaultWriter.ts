// Opens a vault's own API for changes. The client never receives a value and writes ends exactly as given.

import { createHttpHeaders, type PipelinePolicy } from "@azure/core-rest-pipeline";
import type { SecretClient } from "@azure/keyvault-secrets";
import type { Cloud } from "../cloud";
import { openVaultApi } from "./vaultApi";

/** Opens the API. @param vaultId ARM id @throws AzureError when Resource Manager does not show the vault */
export function openVaultWriter(cloud: Cloud, vaultId: string): Promise<SecretClient> {
  return openVaultApi(cloud, vaultId, [keepValuesOut(), writeWholeEnds()]);
}

/** The client reads a secret, with its value, to see whether it has been recovered; it treats a 403 as success. */
function keepValuesOut(): PipelinePolicy {
  return {
    name: "keepValuesOut",
    async sendRequest(request, next) {
      const { pathname } = new URL(request.url);
      if (request.method !== "GET" || !pathname.startsWith("/secrets/")) return next(request);
      return { request, status: 403, headers: createHttpHeaders(), bodyAsText: "{}" };
    },
  };
}

/** The client cuts an end to 32 bits, which makes one after January 2038 negative; this holds until 2106. */
function writeWholeEnds(): PipelinePolicy {
  return {
    name: "writeWholeEnds",
    sendRequest(request, next) {
      if (request.method === "PATCH" && typeof request.body === "string") {
        const body = JSON.parse(request.body) as { attributes?: { exp?: number } };
        if (body.attributes?.exp !== undefined) body.attributes.exp >>>= 0;
        request.body = JSON.stringify(body);
      }
      return next(request);
    },
  };
}
