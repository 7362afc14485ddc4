// What somebody outside may know of a tenant: its ids, its principals, and the addresses of what is in it.
import type { Hosts } from "../http/hosts";
import type { Principal } from "./identity";
import type { World } from "./world";

/** One tenant of a running emulator. */
export interface Tenant {
  /** `vendor`, or that of its seed. */
  readonly name: string;
  /** The variables that point Pulumi, Go and Node clients at the tenant, as its deployer. */
  readonly environment: Record<string, string>;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroupName: string;
  readonly registries: readonly {
    readonly name: string;
    readonly loginServer: string;
    /** The names of its repositories. */
    readonly repositories: readonly string[];
  }[];
  readonly vaults: readonly { readonly name: string; readonly uri: string }[];
  /** Service principals that may do only what role assignments give them. */
  readonly principals: readonly Principal[];
}

/** A view of a tenant, which follows what happens in it. */
export function viewTenant(world: World, hosts: Hosts): Tenant {
  const { name, subscriptionId, tenantId, principals } = world.identity;
  return {
    name,
    environment: world.environment(),
    subscriptionId,
    tenantId,
    resourceGroupName: [...world.resourceGroups.values()][0]?.name ?? "",
    get registries() {
      return [...world.registries.values()].map((registry) => ({
        name: registry.name,
        loginServer: hosts.authority(`registry:${registry.name}`),
        repositories: [...registry.repositories.keys()],
      }));
    },
    get vaults() {
      return [...world.vaults.values()].map((vault) => ({
        name: vault.name,
        uri: `${hosts.url(`vault:${vault.name}`)}/`,
      }));
    },
    principals,
  };
}
