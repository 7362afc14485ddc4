// What every Resource Manager request must have: an access token, an api-version, the correct subscription, and the right to do it.
import { authenticate, isDeployer } from "../entra/accessToken";
import { Refusal } from "../http/reply";
import type { Request } from "../http/request";
import { hasRoleAround, mayManage } from "../world/roles";
import type { World } from "../world/world";
import {
  authorizationFailed,
  invalidApiVersion,
  missingApiVersion,
  subscriptionNotFound,
  unauthenticated,
} from "./errors";
import { actionOf, OPEN_OPERATIONS } from "./roles/rights";

/** Refuses a request that Resource Manager would not pass on to a service. */
export async function requireArmAccess(
  request: Request,
  world: World,
  operation: string,
): Promise<void> {
  const authentication = await authenticate(request, world, "arm");
  if ("problem" in authentication) {
    throw new Refusal(unauthenticated(authentication.problem, world));
  }

  const apiVersion = request.query.get("api-version");
  if (apiVersion === null) {
    throw new Refusal(missingApiVersion());
  }
  if (!/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/.test(apiVersion)) {
    throw new Refusal(invalidApiVersion(apiVersion));
  }

  const subscription = request.params.subscription;
  if (subscription !== undefined && subscription.toLowerCase() !== world.identity.subscriptionId) {
    throw new Refusal(subscriptionNotFound(subscription));
  }

  // Everybody may list subscriptions, with a result that depends on the caller, and read what a provider can do.
  if (/^\/(subscriptions|tenants|providers\/[^/]+\/operations)\/?$/i.test(request.path)) {
    return;
  }
  const { caller } = authentication;
  const action = actionOf(request);
  const isAllowed =
    isDeployer(caller, world) ||
    mayManage(caller, { action, resourceId: request.path }, world) ||
    (OPEN_OPERATIONS.has(operation) && hasRoleAround(caller, containerOf(request.path), world));
  if (!isAllowed) {
    throw new Refusal(authorizationFailed(caller, action, request.path));
  }
}

/** The resource group that a path names, else the subscription. */
function containerOf(path: string): string {
  return /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?/i.exec(path)?.[0] ?? path;
}
