// Vaults as Resource Manager shows them, and brought back after their deletion; making vaults is not emulated.

import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../../http/request";
import { vaultUri } from "../../vault/address";
import type { AccessPolicy } from "../../world/grants";
import type { Vault, World } from "../../world/world";
import { badRequest, invalidContent, vaultAlreadyExists } from "../errors";
import {
  findVault,
  listPage,
  presentVaults,
  requireResourceGroup,
  requireVault,
  VAULT_TYPE,
  vaultId,
} from "../resources";
import { readable } from "../roles/rights";

/** GET …/vaults/{vault}. */
export function getVault(request: Request, world: World): Reply {
  return json(200, showVault(requireVault(request, world), world));
}

/** GET …/resourceGroups/{group}/…/vaults. */
export function listVaults(request: Request, world: World): Promise<Reply> {
  const group = requireResourceGroup(request, world).name.toLowerCase();
  const found = presentVaults(world).filter(
    ({ resourceGroup }) => resourceGroup.toLowerCase() === group,
  );
  return listReadable(request, world, found);
}

/** GET /subscriptions/{subscription}/…/vaults. */
export function listAllVaults(request: Request, world: World): Promise<Reply> {
  return listReadable(request, world, presentVaults(world));
}

async function listReadable(
  request: Request,
  world: World,
  vaults: readonly Vault[],
): Promise<Reply> {
  const found = await readable(request, world, vaults, (each) => vaultId(world, each));
  return listPage(request, world, found, (vault) => showVault(vault, world));
}

/** PUT …/vaults/{vault}: tags and access policies of one that is there, or with `createMode: recover` one that was deleted. */
export function putVault(request: Request, world: World): Reply {
  const group = requireResourceGroup(request, world);
  const name = param(request, "vault");
  const { properties, tags } = jsonBody(request, invalidContent);
  const vault = world.vaults.get(name.toLowerCase());
  if (vault === undefined || vault.resourceGroup !== group.name) {
    throw new Refusal(badRequest("The emulator makes no vaults; name one in its seed."));
  }
  const isRecovery = isObject(properties) && properties.createMode === "recover";
  if (findVault(name, world) === undefined && !isRecovery) {
    throw new Refusal(vaultAlreadyExists());
  }
  delete vault.deleted;
  if (isObject(properties)) {
    changeAccess(vault, properties);
  }
  if (isObject(tags)) {
    vault.tags = Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)]));
  }
  return json(200, showVault(vault, world));
}

/** PATCH …/vaults/{vault}: who decides about access, roles or access policies. */
export function patchVault(request: Request, world: World): Reply {
  const vault = requireVault(request, world);
  const { properties } = jsonBody(request, invalidContent);
  if (isObject(properties)) {
    changeAccess(vault, properties);
  }
  return json(200, showVault(vault, world));
}

/** Documented: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update */
function changeAccess(vault: Vault, properties: JsonObject): void {
  const { enableRbacAuthorization, accessPolicies } = properties;
  if (typeof enableRbacAuthorization === "boolean") {
    vault.usesAccessPolicies = !enableRbacAuthorization;
  }
  if (Array.isArray(accessPolicies)) {
    vault.accessPolicies = accessPolicies as AccessPolicy[];
  }
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
      accessPolicies: vault.accessPolicies ?? [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enableRbacAuthorization: vault.usesAccessPolicies !== true,
      vaultUri: `${vaultUri(vault, world)}/`,
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
    },
  };
}
