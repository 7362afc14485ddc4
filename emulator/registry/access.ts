// Which registry a request is for, and whether its access token allows what it wants.
import { Refusal } from "../http/reply";
import type { Request } from "../http/request";
import type { Registry, World } from "../world/world";
import { type AccessEntry, isEveryRepository } from "./accessTokens";
import { basicCredentials } from "./basicCredentials";
import { findIdentity } from "./entraIdentity";
import { allowedOf } from "./entraRights";
import { basicRefused, challenge, type Scope } from "./errors";

/** The registry that listens on the port. */
export function registryOf(request: Request, world: World): Registry {
  const name = request.host.slice("registry:".length);
  const registry = world.registries.get(name.toLowerCase());
  if (registry === undefined) {
    throw new Error(`no registry for host ${request.host}`);
  }
  return registry;
}

/** Refuses a request whose access token does not allow every action on the repository. */
export async function requireAccess(
  request: Request,
  world: World,
  repository: string,
  actions: readonly string[],
): Promise<void> {
  await requireScope(request, world, { type: "repository", name: repository, actions });
}

/** Refuses a request without a valid access token, or with one that lacks the scope; service principals may log in directly. */
export async function requireScope(
  request: Request,
  world: World,
  scope: Scope | undefined,
): Promise<void> {
  const registry = registryOf(request, world);
  const authority = world.hosts.authority(`registry:${registry.name}`);
  const [, scheme = "", credentials = ""] =
    /^(\w+) (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (scheme.toLowerCase() === "basic") {
    const identity = await findIdentity(basicCredentials(request), registry, world);
    if (identity === undefined) {
      throw new Refusal(basicRefused());
    }
    const access = scope === undefined ? [] : allowedOf(scope, identity.permissions);
    requireAllowed(access, authority, scope);
    return;
  }
  if (scheme.toLowerCase() !== "bearer") {
    throw new Refusal(challenge(authority, scope));
  }

  const claims = await world.keys.verify(credentials);
  const isAccessToken = claims?.aud === authority && claims.grant_type === "access_token";
  if (!isAccessToken || (claims.exp ?? 0) <= world.clock.nowInSeconds()) {
    throw new Refusal(challenge(authority, scope, "invalid_token"));
  }
  requireAllowed(claims.access, authority, scope);
}

function requireAllowed(access: unknown, authority: string, scope: Scope | undefined): void {
  if (scope !== undefined && !allows(access, scope)) {
    throw new Refusal(challenge(authority, scope, "insufficient_scope"));
  }
}

function allows(access: unknown, scope: Scope): boolean {
  const entries: readonly AccessEntry[] = Array.isArray(access) ? access : [];
  const allowed = new Set(
    entries
      .filter((entry) => entry.type === scope.type)
      .filter((entry) => entry.name === scope.name || isEveryRepository(entry))
      .flatMap(({ actions }) => actions),
  );
  return scope.actions.every((action) => allowed.has(action));
}
