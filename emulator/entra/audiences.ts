// The resources for which Entra issues tokens, and which of them each kind of host accepts.
import type { World } from "../world";

/** Audiences without a slash at the end. */
export function acceptedAudiences(
  world: World,
  kind: "arm" | "vault" | "any",
): ReadonlySet<string> {
  const arm = [
    world.hosts.url("main"),
    "https://management.azure.com",
    "https://management.core.windows.net",
  ];
  const vault = ["https://vault.azure.net", ...vaultAudiences(world)];
  const other = ["https://graph.microsoft.com"];
  return new Set({ arm, vault, any: [...arm, ...vault, ...other] }[kind]);
}

/** A vault reached as `NAME.localhost:PORT` asks for tokens for `https://localhost:PORT`, its parent domain. */
function vaultAudiences(world: World): string[] {
  return [...world.vaults.values()].map(({ name }) => world.hosts.url(`vault:${name}`));
}
