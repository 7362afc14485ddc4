// The registry's own tokens: what is in them, and how long they live.
import { randomUUID } from "node:crypto";
import type { JWTPayload } from "jose";
import type { Registry, World } from "../world/world";

/** Reported: sample tokens in https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md live 4500 seconds. */
export const ACCESS_TOKEN_SECONDS = 75 * 60;

/** What an access token allows on one repository, or on the catalog. */
export interface AccessEntry {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/**
 * What of the scopes a registry takes, in parts: `repository:app/api:pull`, `registry:catalog:*`; several may stand in one parameter.
 *
 * A registry where repository permissions count does not take the wildcard `repository:*:pull`:
 * https://github.com/Azure/acr-cli/issues/501
 */
export function readScopes(scopes: readonly string[], registry: Registry): AccessEntry[] {
  const isAbac = registry.roleAssignmentMode === "AbacRepositoryPermissions";
  return scopes
    .flatMap((scope) => scope.split(" "))
    .map((scope) => {
      const [, type = "", name = "", actions = ""] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
      return { type, name, actions: [...new Set(actions.split(","))] };
    })
    .filter((entry) => !(isAbac && isEveryRepository(entry)));
}

/** Is this the wildcard, an entry that counts for each repository? */
export function isEveryRepository({ type, name }: AccessEntry): boolean {
  return type === "repository" && name === "*";
}

/** Is this the list of all repositories? */
export function isCatalog({ type, name }: AccessEntry): boolean {
  return type === "registry" && name === "catalog";
}

/** An access token for the registry, signed. */
export function signAccessToken(
  { subject, access }: { readonly subject: string; readonly access: readonly AccessEntry[] },
  registry: Registry,
  world: World,
): Promise<string> {
  const now = world.clock.nowInSeconds();
  return sign(
    {
      sub: subject,
      nbf: now - 900,
      exp: now + ACCESS_TOKEN_SECONDS,
      iat: now - 900,
      grant_type: "access_token",
      access,
    },
    registry,
    world,
  );
}

/** Signs claims, beside those that all tokens of a registry have. */
export function sign(claims: JWTPayload, registry: Registry, world: World): Promise<string> {
  const common = {
    jti: randomUUID(),
    iss: "Azure Container Registry",
    aud: audienceOf(registry, world),
    version: "1.0",
    roles: [],
  };
  return world.keys.sign({ ...common, ...claims }, world.keys.registryKeyId);
}

/** For whom a registry's tokens are: its host. */
export function audienceOf(registry: Registry, world: World): string {
  return world.hosts.authority(`registry:${registry.name}`);
}
