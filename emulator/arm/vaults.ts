// Vaults as Resource Manager shows them; making and changing vaults is not emulated.
import { json, type Reply } from "../reply";
import type { Request } from "../request";
import type { Vault, World } from "../world";
import { listPage, requireResourceGroup, requireVault, VAULT_TYPE, vaultId } from "./resources";

/** GET …/vaults/{vault}. */
export function getVault(request: Request, world: World): Reply {
  return json(200, showVault(requireVault(request, world), world));
}

/** GET …/resourceGroups/{group}/…/vaults. */
export function listVaults(request: Request, world: World): Reply {
  const group = requireResourceGroup(request, world).name.toLowerCase();
  const found = [...world.vaults.values()].filter(
    ({ resourceGroup }) => resourceGroup.toLowerCase() === group,
  );
  return listPage(request, world, found, (vault) => showVault(vault, world));
}

function showVault(vault: Vault, world: World) {
  return {
    id: vaultId(world, vault),
    name: vault.name,
    type: VAULT_TYPE,
    location: vault.location,
    tags: vault.tags,
    properties: {
      sku: { family: "A", name: "standard" },
      tenantId: world.identity.tenantId,
      accessPolicies: [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enableRbacAuthorization: true,
      vaultUri: `${world.hosts.url(`vault:${vault.name}`)}/`,
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
    },
  };
}
