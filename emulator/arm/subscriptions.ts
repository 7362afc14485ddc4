// The subscription and its resource groups, by which clients begin: a login, and every command that names no group.
import { authenticate, isDeployer } from "../entra/accessToken";
import { empty, json, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import { hasRoleAround } from "../world/roles";
import type { ResourceGroup, World } from "../world/world";
import { groupId, listPage, requireResourceGroup } from "./resources";
import { readable } from "./roles/rights";

/** GET /subscriptions: those in which the caller may do anything at all. */
export async function listSubscriptions(request: Request, world: World): Promise<Reply> {
  const subscription = showSubscription(world);
  const authentication = await authenticate(request, world, "arm");
  const isKnown =
    "caller" in authentication &&
    (isDeployer(authentication.caller, world) ||
      hasRoleAround(authentication.caller, subscription.id, world));
  const value = isKnown ? [subscription] : [];
  return json(200, { value, count: { type: "Total", value: value.length } });
}

/** GET /subscriptions/{subscription}. */
export function getSubscription(_request: Request, world: World): Reply {
  return json(200, showSubscription(world));
}

/** GET /tenants: the one that there is. */
export function listTenants(_request: Request, { identity }: World): Reply {
  const { tenantId } = identity;
  const tenant = {
    id: `/tenants/${tenantId}`,
    tenantId,
    displayName: "Emulated tenant",
    tenantCategory: "Home",
  };
  return json(200, { value: [tenant] });
}

/** GET /subscriptions/{subscription}/resourceGroups. */
export async function listResourceGroups(request: Request, world: World): Promise<Reply> {
  const found = await readable(request, world, world.resourceGroups.values(), ({ name }) =>
    groupId(world, name),
  );
  return listPage(request, world, found, (group) => showGroup(group, world));
}

/** GET /subscriptions/{subscription}/resourceGroups/{group}. */
export function getResourceGroup(request: Request, world: World): Reply {
  return json(200, showGroup(requireResourceGroup(request, world), world));
}

/** HEAD of a resource group: whether it exists. */
export function headResourceGroup(request: Request, world: World): Reply {
  requireResourceGroup(request, world);
  return empty(204);
}

function showSubscription({ identity }: World) {
  const { subscriptionId, tenantId } = identity;
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId,
    tenantId,
    displayName: "Emulated subscription",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

function showGroup({ name, location, tags }: ResourceGroup, world: World) {
  return {
    id: groupId(world, name),
    name,
    type: "Microsoft.Resources/resourceGroups",
    location,
    tags,
    properties: { provisioningState: "Succeeded" },
  };
}
