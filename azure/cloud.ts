// Which Azure this is: its endpoints and our identity there, both read from the same ARM_* variables that azure-native reads.

import type { TokenCredential } from "@azure/core-auth";
import { isLoopback } from "../clock";
import { type CloudAddresses, isKnownCloud, KNOWN_CLOUDS } from "./clouds";
import { getJson, type Http, type HttpOptions, openHttp } from "./http";
import { credentialFor } from "./identity";

/** An Azure cloud together with the identity that acts in it. */
export interface Cloud {
  /** Azure Resource Manager, without a slash at the end: `https://management.azure.com`. */
  resourceManagerUrl: string;
  /** The OAuth scope of Azure Resource Manager. */
  resourceManagerScope: string;
  credential: TokenCredential;
  http: Http;
  /** True for the emulator, whose vaults cannot pass the Key Vault client's host check. */
  isLoopback: boolean;
}

/**
 * Finds the cloud that the environment names and the identity for it.
 *
 * `ARM_METADATA_HOSTNAME` names the host that describes the cloud (a sovereign cloud, Azure Stack, the emulator);
 * without it, `ARM_ENVIRONMENT` is `public` (default), `usgovernment` or `china`.
 *
 * @throws AzureError when the metadata host does not answer; Error when it is unknown, or an identity is incomplete
 */
export async function connectCloud(
  env: NodeJS.ProcessEnv,
  options: HttpOptions = {},
): Promise<Cloud> {
  const http = openHttp(options);
  const host = env.ARM_METADATA_HOSTNAME;
  const endpoints = host ? await readEndpoints(host, http) : knownEndpoints(env.ARM_ENVIRONMENT);
  return {
    resourceManagerUrl: endpoints.resourceManager.replace(/\/$/, ""),
    resourceManagerScope: `${endpoints.audience.replace(/\/$/, "")}/.default`,
    credential: credentialFor(env, endpoints.login.replace(/\/$/, ""), http),
    http,
    isLoopback: isLoopback(host),
  };
}

type Endpoints = Pick<CloudAddresses, "resourceManager" | "login" | "audience">;

function knownEndpoints(environment = "public"): Endpoints {
  const name = environment.toLowerCase();
  if (!isKnownCloud(name)) {
    throw new Error(
      `ARM_ENVIRONMENT: "${environment}" is not a known cloud; use ${Object.keys(KNOWN_CLOUDS).join(", ")}, or name its metadata host in ARM_METADATA_HOSTNAME`,
    );
  }
  return KNOWN_CLOUDS[name];
}

interface MetadataAnswer {
  resourceManager: string;
  authentication: { loginEndpoint: string; audiences: string[] };
}

async function readEndpoints(host: string, http: Http): Promise<Endpoints> {
  const base = host.startsWith("https://") ? host.replace(/\/$/, "") : `https://${host}`;
  const answer = await getJson<MetadataAnswer>(http, {
    operation: `reading the cloud's endpoints from ${base} (ARM_METADATA_HOSTNAME)`,
    url: `${base}/metadata/endpoints?api-version=2022-09-01`,
    needs: ["resourceManager", "authentication.loginEndpoint", "authentication.audiences"],
  });
  return {
    resourceManager: answer.resourceManager,
    login: answer.authentication.loginEndpoint,
    audience: answer.authentication.audiences[0] ?? answer.resourceManager,
  };
}
