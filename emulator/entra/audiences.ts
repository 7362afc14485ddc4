// The resources for which Entra issues tokens, and which of them each kind of host accepts.
import { VAULT_DOMAIN } from "../vault/address";
import type { World } from "../world/world";

/** A kind of host for which access tokens are issued. */
export type Audience = "arm" | "vault" | "registry" | "graph";

/** Audiences without a slash at the end. */
export function acceptedAudiences(world: World, kind: Audience | "any"): ReadonlySet<string> {
  const arm = [
    world.hosts.url("main"),
    "https://management.azure.com",
    "https://management.core.windows.net",
  ];
  const vault = ["https://vault.azure.net", ...vaultAudiences(world)];
  // Registries take Resource Manager's tokens too, unless `authentication-as-arm` is turned off:
  // https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm
  const registry = ["https://containerregistry.azure.net", ...arm];
  // Graph stands on the main port, too, so its own audience is that of Resource Manager.
  const graph = ["https://graph.microsoft.com", world.hosts.url("main")];
  return new Set({ arm, vault, registry, graph, any: [...registry, ...vault, ...graph] }[kind]);
}

/** A vault reached as `NAME.localhost:PORT` asks for tokens for `https://localhost:PORT`, its parent domain. */
function vaultAudiences(world: World): string[] {
  return [...world.vaults.values()]
    .map(({ name }) => world.hosts.url(`vault:${name}`))
    .flatMap((url) => [url, url.replace("localhost", VAULT_DOMAIN)]);
}
