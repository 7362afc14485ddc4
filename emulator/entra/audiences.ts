// The resources for which Entra issues tokens, and which of them each kind of host accepts.
import type { World } from "../world";

/** Audiences without a slash at the end. */
export function acceptedAudiences(
  world: World,
  kind: "arm" | "vault" | "registry" | "any",
): ReadonlySet<string> {
  const arm = [
    world.hosts.url("main"),
    "https://management.azure.com",
    "https://management.core.windows.net",
  ];
  const vault = ["https://vault.azure.net", ...vaultAudiences(world)];
  // Registries take Resource Manager's tokens too, unless `authentication-as-arm` is turned off:
  // https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm
  const registry = ["https://containerregistry.azure.net", ...arm];
  const other = ["https://graph.microsoft.com"];
  return new Set({ arm, vault, registry, any: [...registry, ...vault, ...other] }[kind]);
}

/** A vault reached as `NAME.localhost:PORT` asks for tokens for `https://localhost:PORT`, its parent domain. */
function vaultAudiences(world: World): string[] {
  return [...world.vaults.values()].map(({ name }) => world.hosts.url(`vault:${name}`));
}
