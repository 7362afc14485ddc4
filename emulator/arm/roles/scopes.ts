// The scopes at which roles can be assigned, and whether what they name is there.
import { Refusal } from "../../http/reply";
import { param, type Request } from "../../http/request";
import { MANAGEMENT_GROUP } from "../../world/roles";
import type { World } from "../../world/world";
import { resourceGroupNotFound, resourceNotFound, subscriptionNotFound } from "../errors";
import { findVault, REGISTRY_TYPE, VAULT_TYPE } from "../resources";

const SCOPE =
  /^\/subscriptions\/(?<subscription>[^/]+)(?:\/resourceGroups\/(?<group>[^/]+)(?:\/providers\/(?<type>[^/]+\/[^/]+)\/(?<name>[^/]+)(?<below>\/.+)?)?)?$/i;

/**
 * The scope that the path names: an ARM id as the client wrote it.
 *
 * That Azure wants the resource to be there is assumed for secrets.
 */
export function requireScope(request: Request, world: World): string {
  const scope = `/${param(request, "scope")}`;
  if (MANAGEMENT_GROUP.test(scope)) {
    return scope;
  }
  const { subscription, group, type, name = "", below = "" } = SCOPE.exec(scope)?.groups ?? {};
  if (subscription?.toLowerCase() !== world.identity.subscriptionId) {
    throw new Refusal(subscriptionNotFound(subscription ?? scope));
  }
  if (group === undefined) {
    return scope;
  }
  if (!world.resourceGroups.has(group.toLowerCase())) {
    throw new Refusal(resourceGroupNotFound(group));
  }
  if (type !== undefined && !isThere({ group, type, name, below }, world)) {
    throw new Refusal(resourceNotFound(type, `${name}${below}`, group));
  }
  return scope;
}

function isThere(
  { group, type, name, below }: Readonly<Record<"group" | "type" | "name" | "below", string>>,
  world: World,
): boolean {
  const isOfGroup = (resource: { resourceGroup: string } | undefined) =>
    resource?.resourceGroup.toLowerCase() === group.toLowerCase();
  if (type.toLowerCase() === REGISTRY_TYPE.toLowerCase()) {
    return below === "" && isOfGroup(world.registries.get(name.toLowerCase()));
  }
  const vault =
    type.toLowerCase() === VAULT_TYPE.toLowerCase() ? findVault(name, world) : undefined;
  if (vault === undefined || !isOfGroup(vault)) {
    return false;
  }
  // The key of a state is made by lines that are not run here, so one that a role is assigned at is taken to be there.
  if (/^\/keys\/[^/]+$/i.test(below)) {
    return true;
  }
  const secret = /^\/secrets\/([^/]+)$/i.exec(below)?.[1];
  return below === "" || (secret !== undefined && vault.secrets.has(secret.toLowerCase()));
}
