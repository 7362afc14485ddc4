// Who of Entra logs in at a registry: by a refresh token of the registry, or as a service principal with its secret.
import { principalsOf } from "../entra/principals";
import type { Registry, World } from "../world/world";
import { audienceOf } from "./accessTokens";
import type { Credentials } from "./basicCredentials";
import { isKnownAt, permissionsOf } from "./entraRights";

/** The user name that goes with a refresh token as password: https://learn.microsoft.com/cli/azure/acr#az-acr-login */
const TOKEN_USER = "00000000-0000-0000-0000-000000000000";

/** An identity, and what it may do at this registry. */
export interface EntraIdentity {
  readonly clientId: string;
  readonly permissions: readonly string[];
}

/** The identity that a name and password belong to; undefined where they are none of Entra's. */
export async function findIdentity(
  { username, password = "" }: Credentials,
  registry: Registry,
  world: World,
): Promise<EntraIdentity | undefined> {
  if (username === TOKEN_USER) {
    return readRefreshToken(password, registry, world);
  }
  const principal = principalsOf(world).find(
    ({ clientId, clientSecret }) => clientId === username && clientSecret === password,
  );
  return principal === undefined || !isKnownAt(principal, registry, world)
    ? undefined
    : {
        clientId: principal.clientId,
        permissions: permissionsOf(principal, registry, world),
      };
}

/** The identity that a refresh token was issued to; undefined for one that is over, or that is none of this registry's. */
export async function readRefreshToken(
  token: string,
  registry: Registry,
  world: World,
): Promise<EntraIdentity | undefined> {
  const claims = await world.keys.verify(token);
  if (
    claims?.grant_type !== "refresh_token" ||
    claims.aud !== audienceOf(registry, world) ||
    (claims.exp ?? 0) <= world.clock.nowInSeconds()
  ) {
    return undefined;
  }
  const { actions } = claims.permissions as { actions: readonly string[] };
  return { clientId: String(claims.sub), permissions: actions };
}
