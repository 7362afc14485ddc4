// Tokens: who may log in, with which scope map; their passwords are made in credentials.ts.
import { json, Refusal, type Reply, withDetail } from "../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../http/request";
import type { Password, Registry, Token, World } from "../world/world";
import { badRequest, childNotFound, invalidContent, invalidName } from "./errors";
import { actionReply, provisioningState, requireIdle, startBusy, writeReply } from "./operations";
import { readKeptPasswords, showPassword } from "./passwords";
import { requireQuota } from "./quotas";
import { listPage, REGISTRY_TYPE, registryId, requireRegistry, stampSystemData } from "./resources";

/** GET …/tokens/{token}. */
export function getToken(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  return json(200, showToken(requireToken(request, registry), registry, world));
}

/** GET …/tokens. */
export function listTokens(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  return listPage(request, world, registry.tokens.values(), (token) =>
    showToken(token, registry, world),
  );
}

/** PUT …/tokens/{token}: makes a token without passwords; on an existing one, leaving out `credentials` may remove its passwords. */
export function putToken(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const properties = readProperties(request);
  const scopeMap = readScopeMap(properties.scopeMapId, registry, world);
  const status = readStatus(properties.status) ?? "enabled";
  const existing = registry.tokens.get(param(request, "token").toLowerCase());
  requireIdle(existing, world);
  const passwords = passwordsAfterPut(properties, existing, world);

  const token = existing ?? createToken(request, registry, world);
  const busy = startBusy(world, existing === undefined ? "Creating" : "Updating");
  changeScopeMap(token, scopeMap, registry);
  Object.assign(token, { status, passwords, busy, systemData: stampSystemData(world) });
  return reply(request, token, registry, world, properties);
}

/** PATCH …/tokens/{token}: what is left out stays as it is; `credentials.passwords` names the slots to keep. */
export function patchToken(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const token = requireToken(request, registry);
  requireIdle(token, world);
  const properties = readProperties(request);
  const scopeMap =
    properties.scopeMapId === undefined
      ? undefined
      : readScopeMap(properties.scopeMapId, registry, world);
  const status = readStatus(properties.status) ?? token.status;
  const passwords = readKeptPasswords(properties.credentials, token.passwords) ?? token.passwords;

  if (scopeMap !== undefined) {
    changeScopeMap(token, scopeMap, registry);
  }
  const busy = startBusy(world, "Updating");
  Object.assign(token, { status, passwords, busy, systemData: stampSystemData(world) });
  return reply(request, token, registry, world, properties);
}

/** DELETE …/tokens/{token}. */
export function deleteToken(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const token = registry.tokens.get(param(request, "token").toLowerCase());
  if (token === undefined) {
    return { status: 204 };
  }
  requireIdle(token, world);
  registry.tokens.delete(token.name.toLowerCase());
  registry.tokensByScopeMap.get(token.scopeMapName)?.delete(token.name.toLowerCase());
  return actionReply(request, world, registry, { status: 200 });
}

function reply(
  request: Request,
  token: Token,
  registry: Registry,
  world: World,
  properties: JsonObject,
): Reply {
  const answer = writeReply(request, world, {
    id: registryId(world, registry, `/tokens/${token.name}`),
    body: showToken(token, registry, world),
    busy: token.busy,
  });
  return withDetail(answer, {
    status: token.status,
    properties: Object.keys(properties).join(","),
    passwords: token.passwords.map(({ name }) => name).join(","),
  });
}

function showToken(token: Token, registry: Registry, world: World) {
  const { name, creationDate, scopeMapId, passwords, status, systemData } = token;
  return {
    type: `${REGISTRY_TYPE}/tokens`,
    id: registryId(world, registry, `/tokens/${name}`),
    name,
    systemData,
    properties: {
      creationDate,
      provisioningState: provisioningState(token, world),
      scopeMapId,
      credentials: { passwords: passwords.map((password) => showPassword(password)) },
      status,
    },
  };
}

function createToken(request: Request, registry: Registry, world: World): Token {
  const name = param(request, "token");
  if (!/^[a-zA-Z0-9-]{5,50}$/.test(name)) {
    throw new Refusal(invalidName("token", name, "^[a-zA-Z0-9-]{5,50}$"));
  }
  requireQuota(registry, "tokens", registry.tokens.size);
  const token: Token = {
    name,
    creationDate: world.clock.timestamp(),
    scopeMapId: "",
    scopeMapName: "",
    status: "enabled",
    systemData: stampSystemData(world),
    passwords: [],
  };
  registry.tokens.set(name.toLowerCase(), token);
  return token;
}

function requireToken(request: Request, registry: Registry): Token {
  const name = param(request, "token");
  const token = registry.tokens.get(name.toLowerCase());
  if (token === undefined) {
    throw new Refusal(childNotFound(name));
  }
  return token;
}

function readProperties(request: Request): JsonObject {
  const { properties } = jsonBody(request, invalidContent);
  if (!isObject(properties)) {
    throw new Refusal(invalidContent("The property 'properties' is required."));
  }
  return properties;
}

interface ScopeMapReference {
  readonly scopeMapId: string;
  readonly scopeMapName: string;
}

function readScopeMap(scopeMapId: unknown, registry: Registry, world: World): ScopeMapReference {
  if (typeof scopeMapId !== "string") {
    throw new Refusal(badRequest("The property 'scopeMapId' is required."));
  }
  const prefix = `${registryId(world, registry)}/scopeMaps/`.toLowerCase();
  const scopeMapName = scopeMapId.toLowerCase().slice(prefix.length);
  if (!scopeMapId.toLowerCase().startsWith(prefix) || !registry.scopeMaps.has(scopeMapName)) {
    throw new Refusal(
      badRequest(
        `The scope map '${scopeMapId}' could not be found in the registry ${registry.name}.`,
      ),
    );
  }
  return { scopeMapId, scopeMapName };
}

function readStatus(status: unknown): Token["status"] | undefined {
  if (status === undefined || status === "enabled" || status === "disabled") {
    return status;
  }
  throw new Refusal(badRequest("The property 'status' must be 'enabled' or 'disabled'."));
}

function passwordsAfterPut(
  { credentials }: JsonObject,
  existing: Token | undefined,
  { behaviours }: World,
): readonly Password[] {
  const present = existing?.passwords ?? [];
  const whenLeftOut = behaviours.tokenPutWipesPasswords ? [] : present;
  return readKeptPasswords(credentials, present) ?? whenLeftOut;
}

function changeScopeMap(token: Token, to: ScopeMapReference, registry: Registry): void {
  const key = token.name.toLowerCase();
  registry.tokensByScopeMap.get(token.scopeMapName)?.delete(key);
  const users = registry.tokensByScopeMap.get(to.scopeMapName) ?? new Set();
  registry.tokensByScopeMap.set(to.scopeMapName, users.add(key));
  Object.assign(token, to);
}
