// Our identity in Azure: maps the ARM_* variables of azure-native onto @azure/identity, which reads only AZURE_*.

import { readFileSync } from "node:fs";
import type { TokenCredential } from "@azure/core-auth";
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
} from "@azure/identity";
import { getJson, type Http } from "./http";

/**
 * Picks the identity in azure-native's own order: client certificate, client secret, OIDC token, managed identity, `az login`.
 *
 * Order and variables: provider/pkg/provider/auth_azidentity.go of pulumi/pulumi-azure-native, and
 * https://www.pulumi.com/registry/packages/azure-native/installation-configuration/. A certificate must be PEM here.
 *
 * @throws Error naming the variable that is missing
 */
export function credentialFor(
  env: NodeJS.ProcessEnv,
  authorityHost: string,
  http: Http,
): TokenCredential {
  const options = {
    ...http.clientOptions,
    authorityHost,
    disableInstanceDiscovery: isOn(env.ARM_DISABLE_INSTANCE_DISCOVERY),
  };
  const need = (variable: string) => required(env, variable);
  if (env.ARM_CLIENT_CERTIFICATE_PATH) {
    return new ClientCertificateCredential(
      need("ARM_TENANT_ID"),
      need("ARM_CLIENT_ID"),
      {
        certificatePath: env.ARM_CLIENT_CERTIFICATE_PATH,
        certificatePassword: env.ARM_CLIENT_CERTIFICATE_PASSWORD,
      },
      options,
    );
  }
  if (env.ARM_CLIENT_SECRET) {
    return new ClientSecretCredential(
      need("ARM_TENANT_ID"),
      need("ARM_CLIENT_ID"),
      env.ARM_CLIENT_SECRET,
      options,
    );
  }
  if (isOn(env.ARM_USE_OIDC)) {
    return new ClientAssertionCredential(
      need("ARM_TENANT_ID"),
      need("ARM_CLIENT_ID"),
      () => oidcToken(env, http),
      options,
    );
  }
  if (isOn(env.ARM_USE_MSI)) {
    return env.ARM_CLIENT_ID
      ? new ManagedIdentityCredential({ ...options, clientId: env.ARM_CLIENT_ID })
      : new ManagedIdentityCredential(options);
  }
  return new AzureCliCredential(env.ARM_TENANT_ID ? { tenantId: env.ARM_TENANT_ID } : {});
}

/** Reads the workload's OIDC token: given outright, in a file, or from GitHub's token endpoint. */
async function oidcToken(env: NodeJS.ProcessEnv, http: Http): Promise<string> {
  if (env.ARM_OIDC_TOKEN) return env.ARM_OIDC_TOKEN;
  if (env.ARM_OIDC_TOKEN_FILE_PATH)
    return readFileSync(env.ARM_OIDC_TOKEN_FILE_PATH, "utf8").trim();
  const url = env.ARM_OIDC_REQUEST_URL ?? env.ACTIONS_ID_TOKEN_REQUEST_URL;
  const token = env.ARM_OIDC_REQUEST_TOKEN ?? env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  if (!url || !token) {
    throw new Error(
      "ARM_USE_OIDC is set, but there is no token; set ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH, or give the GitHub job `permissions: id-token: write`",
    );
  }
  const asked = new URL(url);
  asked.searchParams.set("audience", env.ARM_OIDC_AUDIENCE ?? "api://AzureADTokenExchange");
  const answer = await getJson<{ value: string }>(http, {
    operation: "asking GitHub for an OIDC token",
    url: asked.href,
    needs: ["value"],
    authorization: `Bearer ${token}`,
  });
  return answer.value;
}

function required(env: NodeJS.ProcessEnv, variable: string): string {
  const value = env[variable];
  if (!value)
    throw new Error(`${variable} is not set; the Azure identity in the environment needs it`);
  return value;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|yes)$/i.test(value);
}
