// Soft deletion of vaults: a deleted vault with its secrets can be read, recovered, or purged.
import { empty, json, Refusal, type Reply } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { DeletedVault, Vault, World } from "../../world/world";
import { deletedVaultNotFound } from "../errors";
import { listPage, requireResourceGroup, requireVault, vaultId } from "../resources";

const RETENTION_DAYS = 90;

/** DELETE …/vaults/{vault}: 204 when there is nothing. */
export function deleteVault(request: Request, world: World): Reply {
  requireResourceGroup(request, world);
  const named = world.vaults.get(param(request, "vault").toLowerCase());
  if (named === undefined || named.deleted !== undefined) {
    return empty(204);
  }
  const vault = requireVault(request, world);
  const now = world.clock.now();
  const purge = new Date(now.getTime() + RETENTION_DAYS * 86_400_000);
  vault.deleted = { deletionDate: now.toISOString(), scheduledPurgeDate: purge.toISOString() };
  return empty(200);
}

/** GET /subscriptions/{subscription}/…/deletedVaults. */
export function listDeletedVaults(request: Request, world: World): Reply {
  const found = [...world.vaults.values()].filter(isDeleted);
  return listPage(request, world, found, (vault) => showDeleted(vault, world));
}

/** GET /subscriptions/{subscription}/…/locations/{location}/deletedVaults/{vault}. */
export function getDeletedVault(request: Request, world: World): Reply {
  return json(200, showDeleted(requireDeleted(request, world), world));
}

/** POST /subscriptions/{subscription}/…/locations/{location}/deletedVaults/{vault}/purge: gone for good. */
export function purgeDeletedVault(request: Request, world: World): Reply {
  world.vaults.delete(requireDeleted(request, world).name.toLowerCase());
  return empty(200);
}

/** GET /subscriptions/{subscription}/…/managedHSMs and …/deletedManagedHSMs: the Azure CLI asks beside vaults; there are none. */
export function listHsms(request: Request, world: World): Reply {
  return listPage(request, world, [], (none) => none);
}

type Deleted = Vault & { readonly deleted: DeletedVault };

function isDeleted(vault: Vault): vault is Deleted {
  return vault.deleted !== undefined;
}

function requireDeleted(request: Request, world: World): Deleted {
  const name = param(request, "vault");
  const vault = world.vaults.get(name.toLowerCase());
  const isThere = vault?.location.toLowerCase() === param(request, "location").toLowerCase();
  if (vault === undefined || !isThere || !isDeleted(vault)) {
    throw new Refusal(deletedVaultNotFound(name));
  }
  return vault;
}

function showDeleted(vault: Deleted, world: World) {
  const { name, location, tags, deleted } = vault;
  const { subscriptionId } = world.identity;
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
    name,
    type: "Microsoft.KeyVault/deletedVaults",
    properties: { vaultId: vaultId(world, vault), location, tags, ...deleted },
  };
}
