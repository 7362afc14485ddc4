// What clients read to find their way: the cloud's endpoints, OpenID configuration, instance discovery, signing keys.
import { presentVaults } from "../arm/resources";
import { armError, loginError } from "../http/errors";
import { json, Refusal, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import { vaultUri } from "../vault/address";
import type { World } from "../world/world";
import { requireTenant } from "./tokens";

/** GET /metadata/endpoints: one object since api-version 2022-09-01, a list before. */
export function getEndpoints(request: Request, world: World): Reply {
  const apiVersion = request.query.get("api-version");
  if (apiVersion === null) {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    throw new Refusal(armError(400, "MissingApiVersionParameter", message));
  }
  const cloud = describeCloud(world);
  return json(200, apiVersion >= "2022-09-01" ? cloud : [cloud]);
}

/** GET /{tenant}/v2.0/.well-known/openid-configuration. */
export function getOpenIdConfiguration(request: Request, world: World): Reply {
  requireTenant(request, world);
  const authority = `${world.hosts.url("main")}/${world.identity.tenantId}`;
  return json(200, {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    tenant_region_scope: "EU",
    cloud_instance_name: world.hosts.authority("main"),
    msgraph_host: world.hosts.authority("main"),
  });
}

/** GET /common/discovery/instance: the emulator is the only authority it knows. */
export function getInstance(request: Request, world: World): Reply {
  const host = world.hosts.authority("main");
  const endpoint = request.query.get("authorization_endpoint") ?? "";
  if (!endpoint.startsWith(`${world.hosts.url("main")}/`)) {
    throw new Refusal(loginError(400, "invalid_instance", "Unknown or invalid instance.", 50049));
  }
  return json(200, {
    tenant_discovery_endpoint: `${world.hosts.url("main")}/${world.identity.tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** GET /{tenant}/discovery/v2.0/keys. */
export function getKeys(request: Request, world: World): Reply {
  requireTenant(request, world);
  return json(200, { keys: [world.keys.jwk] });
}

/** No host outside this machine: what is not emulated is left out, so that clients say that they miss it. */
function describeCloud(world: World) {
  const url = world.hosts.url("main");
  return {
    portal: url,
    authentication: {
      loginEndpoint: url,
      audiences: [url],
      tenant: "common",
      identityProvider: "AAD",
    },
    graphAudience: `${url}/`,
    graph: `${url}/`,
    name: "AzureEmulator",
    suffixes: {
      acrLoginServer: "localhost",
      keyVaultDns: keyVaultSuffix(world),
      storage: "localhost",
    },
    resourceManager: `${url}/`,
    microsoftGraphResourceId: `${url}/`,
  };
}

/** Clients form a vault's host as NAME.SUFFIX; every vault listener answers for each vault under that name. */
function keyVaultSuffix(world: World): string {
  const [first] = presentVaults(world);
  if (first === undefined) {
    return "localhost";
  }
  return new URL(vaultUri(first, world)).host.replace(`${first.name}.`, "");
}
