// Entra's identities at a registry: a refresh token for their access token, and for either one an access token of the registry.
import { readAccessToken } from "../entra/accessToken";
import { json, Refusal, type Reply, withDetail } from "../http/reply";
import { formBody, type Request } from "../http/request";
import type { Registry, World } from "../world/world";
import { registryOf } from "./access";
import { audienceOf, readScopes, sign, signAccessToken } from "./accessTokens";
import { type EntraIdentity, readRefreshToken } from "./entraIdentity";
import { allowedOf, isKnownAt, permissionsOf } from "./entraRights";
import { badLogin, unsupportedGrant } from "./errors";

/** Reported: https://github.com/MicrosoftDocs/azure-docs/issues/96828. */
export const REFRESH_TOKEN_SECONDS = 195 * 60;

/**
 * POST /oauth2/exchange with grant_type=access_token.
 *
 * That who has no role at all gets 401 is documented, the body is assumed:
 * https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/acr-authentication-errors
 */
export async function postRefreshToken(request: Request, world: World): Promise<Reply> {
  const registry = registryOf(request, world);
  const form = formBody(request);
  if (form.get("grant_type") !== "access_token") {
    throw new Refusal(unsupportedGrant(form.get("grant_type")));
  }
  const tenant = form.get("tenant") ?? world.identity.tenantId;
  const token = form.get("access_token") ?? undefined;
  const authentication = await readAccessToken(token, world, "registry");
  if (
    "problem" in authentication ||
    form.get("service") !== audienceOf(registry, world) ||
    tenant.toLowerCase() !== world.identity.tenantId ||
    !isKnownAt(authentication.caller, registry, world)
  ) {
    throw new Refusal(badLogin(request));
  }
  const { caller } = authentication;
  const now = world.clock.nowInSeconds();
  const claims = {
    sub: caller.clientId,
    nbf: now - 900,
    exp: now + REFRESH_TOKEN_SECONDS,
    iat: now - 900,
    grant_type: "refresh_token",
    tenant: world.identity.tenantId,
    permissions: { actions: permissionsOf(caller, registry, world), notActions: [] },
  };
  const signed = await sign(claims, registry, world);
  return withDetail(json(200, { refresh_token: signed }), { clientId: caller.clientId });
}

/** POST /oauth2/token with grant_type=refresh_token. */
export async function redeemRefreshToken(request: Request, world: World): Promise<Reply> {
  const registry = registryOf(request, world);
  const form = formBody(request);
  const identity = await readRefreshToken(form.get("refresh_token") ?? "", registry, world);
  if (identity === undefined) {
    throw new Refusal(badLogin(request));
  }
  return issueTo(identity, form.getAll("scope"), registry, world);
}

/** An access token for an identity; what is not allowed is left out of it, as for scope-map tokens. */
export async function issueTo(
  { clientId, permissions }: EntraIdentity,
  scopes: readonly string[],
  registry: Registry,
  world: World,
): Promise<Reply> {
  const access = readScopes(scopes, registry).flatMap((scope) => allowedOf(scope, permissions));
  const signed = await signAccessToken({ subject: clientId, access }, registry, world);
  return withDetail(json(200, { access_token: signed }), { clientId });
}
