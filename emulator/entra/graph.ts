// The little of Microsoft Graph by which clients turn an application's id into its service principal, and back into a name.
import { graphError } from "../http/errors";
import { isTerm, readFilter, type Term } from "../http/filter";
import { json, Refusal, type Reply } from "../http/reply";
import { jsonBody, param, type Request } from "../http/request";
import type { Principal } from "../world/identity";
import type { World } from "../world/world";
import { authenticate, isDeployer } from "./accessToken";
import { principalsOf } from "./principals";

/**
 * Refuses requests without an access token; only the deployer may read the directory, as in a tenant that gave nobody
 * else a role.
 */
export async function requireGraphAccess(request: Request, world: World): Promise<void> {
  const authentication = await authenticate(request, world, "graph");
  if ("problem" in authentication) {
    const message = "Access token is empty, expired, or for another resource.";
    throw new Refusal(graphError(401, "InvalidAuthenticationToken", message));
  }
  if (!isDeployer(authentication.caller, world)) {
    const message = "Insufficient privileges to complete the operation.";
    throw new Refusal(graphError(403, "Authorization_RequestDenied", message));
  }
}

/** GET /v1.0/servicePrincipals: `$filter` takes servicePrincipalNames/any, appId, id and displayName, by eq, and the start of displayName. */
export function listServicePrincipals(request: Request, world: World): Reply {
  const filter = request.query.get("$filter");
  const terms = readFilter(filter);
  if (terms === undefined || terms.some(({ name }) => !(name in FIELDS))) {
    throw new Refusal(graphError(400, "Request_BadRequest", `Invalid filter clause: ${filter}`));
  }
  const found = principalsOf(world).filter((principal) =>
    terms.every((term) => fits(principal, term)),
  );
  return json(200, {
    "@odata.context": context(world, "servicePrincipals"),
    value: found.map(show),
  });
}

/** GET /v1.0/servicePrincipals/{id}. */
export function getServicePrincipal(request: Request, world: World): Reply {
  const id = param(request, "id").toLowerCase();
  const principal = principalsOf(world).find(({ objectId }) => objectId === id);
  if (principal === undefined) {
    throw new Refusal(notFound(param(request, "id")));
  }
  return json(200, {
    "@odata.context": context(world, "servicePrincipals/$entity"),
    ...show(principal),
  });
}

/** POST /v1.0/directoryObjects/getByIds: those of the ids that are there. */
export function getObjectsByIds(request: Request, world: World): Reply {
  const { ids, types } = jsonBody(request, (message) =>
    graphError(400, "Request_BadRequest", message),
  );
  if (!Array.isArray(ids)) {
    throw new Refusal(graphError(400, "Request_BadRequest", "The property 'ids' must be a list."));
  }
  const isAsked = !Array.isArray(types) || types.some((type) => SHOWN_TYPES.has(type));
  const wanted = new Set(ids.map((id) => String(id).toLowerCase()));
  const value = principalsOf(world)
    .filter(({ objectId }) => isAsked && wanted.has(objectId))
    .map((principal) => ({
      "@odata.type": "#microsoft.graph.servicePrincipal",
      ...show(principal),
    }));
  return json(200, { "@odata.context": context(world, "directoryObjects"), value });
}

/** GET /v1.0/users: there are none. */
export function listUsers(_request: Request, world: World): Reply {
  return json(200, { "@odata.context": context(world, "users"), value: [] });
}

/** GET /v1.0/users/{id}, and of groups. */
export function getNobody(request: Request): Reply {
  throw new Refusal(notFound(param(request, "id")));
}

const SHOWN_TYPES: ReadonlySet<unknown> = new Set(["servicePrincipal", "directoryObject"]);

const FIELDS: Readonly<Record<string, (principal: Principal) => string>> = {
  "servicePrincipalNames/any": ({ clientId }) => clientId,
  appId: ({ clientId }) => clientId,
  id: ({ objectId }) => objectId,
  displayName: ({ name }) => name,
  "startswith/displayName": ({ name }) => name,
};

function fits(principal: Principal, term: Term): boolean {
  return isTerm(FIELDS[term.name]?.(principal), term);
}

function show({ name, objectId, clientId }: Principal) {
  return {
    id: objectId,
    accountEnabled: true,
    appId: clientId,
    appDisplayName: name,
    displayName: name,
    servicePrincipalNames: [clientId],
    servicePrincipalType: "Application",
  };
}

function context({ hosts }: World, of: string): string {
  return `${hosts.url("main")}/v1.0/$metadata#${of}`;
}

function notFound(id: string): Reply {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError(404, "Request_ResourceNotFound", message);
}
