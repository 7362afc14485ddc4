// Scope maps: named lists of actions on repositories.
import { armError } from "../http/errors";
import { json, Refusal, type Reply } from "../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../http/request";
import type { Registry, ScopeMap, World } from "../world/world";
import { requireActions, SYSTEM_SCOPE_MAPS } from "./actions";
import { badRequest, childNotFound, invalidContent, invalidName, scopeMapInUse } from "./errors";
import { actionReply, provisioningState, requireIdle, startBusy, writeReply } from "./operations";
import { requireQuota } from "./quotas";
import { listPage, REGISTRY_TYPE, registryId, requireRegistry, stampSystemData } from "./resources";

/** GET …/scopeMaps/{scopeMap}. */
export function getScopeMap(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  return json(200, showScopeMap(requireScopeMap(request, registry), registry, world));
}

/** GET …/scopeMaps. */
export function listScopeMaps(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  return listPage(request, world, registry.scopeMaps.values(), (scopeMap) =>
    showScopeMap(scopeMap, registry, world),
  );
}

/** PUT …/scopeMaps/{scopeMap}: done at once, also when it is new. */
export function putScopeMap(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const properties = readProperties(request);
  const actions = requireActions(properties.actions);
  const description = readDescription(properties);

  const existing = findScopeMap(request, registry);
  requireUserDefined(existing);
  requireIdle(existing, world);
  const scopeMap = existing ?? createScopeMap(request, registry, world);
  Object.assign(scopeMap, { actions, description, systemData: stampSystemData(world) });
  return json(200, showScopeMap(scopeMap, registry, world));
}

/** PATCH …/scopeMaps/{scopeMap}: long-running only when a token has the scope map. */
export function patchScopeMap(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const scopeMap = requireScopeMap(request, registry);
  requireUserDefined(scopeMap);
  requireIdle(scopeMap, world);
  const properties = readProperties(request);

  if (properties.actions !== undefined) {
    scopeMap.actions = requireActions(properties.actions);
  }
  if (properties.description !== undefined) {
    scopeMap.description = readDescription(properties);
  }
  scopeMap.systemData = stampSystemData(world);
  scopeMap.busy = isInUse(scopeMap, registry) ? startBusy(world, "Updating") : undefined;
  return writeReply(request, world, {
    id: registryId(world, registry, `/scopeMaps/${scopeMap.name}`),
    body: showScopeMap(scopeMap, registry, world),
    busy: scopeMap.busy,
  });
}

/** DELETE …/scopeMaps/{scopeMap}: its tokens stay and lose their permissions. */
export function deleteScopeMap(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const scopeMap = findScopeMap(request, registry);
  requireUserDefined(scopeMap);
  if (scopeMap === undefined) {
    return { status: 204 };
  }
  requireIdle(scopeMap, world);
  if (world.behaviours.scopeMapInUseConflict && isInUse(scopeMap, registry)) {
    throw new Refusal(scopeMapInUse(scopeMap.name));
  }
  registry.scopeMaps.delete(scopeMap.name.toLowerCase());
  return actionReply(request, world, registry, { status: 200 });
}

function showScopeMap(scopeMap: ScopeMap, registry: Registry, world: World) {
  const { name, type, description, creationDate, actions, systemData } = scopeMap;
  return {
    type: `${REGISTRY_TYPE}/scopeMaps`,
    id: registryId(world, registry, `/scopeMaps/${name}`),
    name,
    systemData,
    properties: {
      ...(description === undefined ? {} : { description }),
      type,
      creationDate,
      provisioningState: provisioningState(scopeMap, world),
      actions,
    },
  };
}

function createScopeMap(request: Request, registry: Registry, world: World): ScopeMap {
  const name = param(request, "scopeMap");
  if (!/^[a-zA-Z0-9-_]{5,50}$/.test(name)) {
    throw new Refusal(invalidName("scope map", name, "^[a-zA-Z0-9-_]{5,50}$"));
  }
  requireQuota(registry, "scopeMaps", registry.scopeMaps.size - SYSTEM_SCOPE_MAPS.length);
  const scopeMap: ScopeMap = {
    name,
    type: "UserDefined",
    creationDate: world.clock.timestamp(),
    actions: [],
    systemData: stampSystemData(world),
  };
  registry.scopeMaps.set(name.toLowerCase(), scopeMap);
  return scopeMap;
}

function findScopeMap(request: Request, registry: Registry): ScopeMap | undefined {
  return registry.scopeMaps.get(param(request, "scopeMap").toLowerCase());
}

function requireScopeMap(request: Request, registry: Registry): ScopeMap {
  const scopeMap = findScopeMap(request, registry);
  if (scopeMap === undefined) {
    throw new Refusal(childNotFound(param(request, "scopeMap")));
  }
  return scopeMap;
}

function requireUserDefined(scopeMap: ScopeMap | undefined): void {
  if (scopeMap?.type === "SystemDefined") {
    const message = `The scope map ${scopeMap.name} is defined by the system and cannot be changed.`;
    throw new Refusal(armError(400, "SystemScopeMapCannotBeModified", message));
  }
}

function isInUse(scopeMap: ScopeMap, registry: Registry): boolean {
  return (registry.tokensByScopeMap.get(scopeMap.name.toLowerCase())?.size ?? 0) > 0;
}

function readProperties(request: Request): JsonObject {
  const { properties } = jsonBody(request, invalidContent);
  if (!isObject(properties)) {
    throw new Refusal(invalidContent("The property 'properties' is required."));
  }
  return properties;
}

function readDescription({ description }: JsonObject): string | undefined {
  if (description === undefined || description === null) {
    return undefined;
  }
  if (typeof description !== "string" || description.length > 256) {
    throw new Refusal(badRequest("The description must be a text of at most 256 characters."));
  }
  return description;
}
