// Entra's identities at a registry: their access token for a refresh token, and that for access to the list of repositories.
import { registryId } from "../arm/resources";
import { type Caller, isDeployer, readAccessToken } from "../entra/accessToken";
import { json, Refusal, type Reply, withDetail } from "../reply";
import { formBody, type Request } from "../request";
import { isAllowed, mayManage, rolesAt } from "../roles";
import type { Registry, World } from "../world";
import { registryOf } from "./access";
import { audienceOf, isCatalog, readScopes, sign, signAccessToken } from "./accessTokens";
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
    !isKnown(authentication.caller, registry, world)
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
    permissions: { actions: permissions(caller, registry, world), notActions: [] },
  };
  const signed = await sign(claims, registry, world);
  return withDetail(json(200, { refresh_token: signed }), { clientId: caller.clientId });
}

/** POST /oauth2/token with grant_type=refresh_token: what is not allowed is left out of the answer, as for tokens. */
export async function redeemRefreshToken(request: Request, world: World): Promise<Reply> {
  const registry = registryOf(request, world);
  const form = formBody(request);
  const claims = await world.keys.verify(form.get("refresh_token") ?? "");
  if (
    claims?.grant_type !== "refresh_token" ||
    claims.aud !== audienceOf(registry, world) ||
    (claims.exp ?? 0) <= world.clock.nowInSeconds()
  ) {
    throw new Refusal(badLogin(request));
  }
  const { actions } = claims.permissions as { actions: readonly string[] };
  const access = readScopes(form.getAll("scope"))
    .filter((scope) => isCatalog(scope) && actions.length > 0)
    .map((scope) => ({ ...scope, actions: ["*"] }));
  const signed = await signAccessToken({ subject: String(claims.sub), access }, registry, world);
  return withDetail(json(200, { access_token: signed }), { clientId: String(claims.sub) });
}

/** Has the caller any role that says something of this registry? */
function isKnown(caller: Caller, registry: Registry, world: World): boolean {
  const roles = rolesAt(caller, registryId(world, registry), world);
  return (
    isDeployer(caller, world) ||
    roles.some(({ actions, dataActions }) =>
      [...actions, ...dataActions].some((each) =>
        /^(\*|Microsoft\.ContainerRegistry)\//.test(each),
      ),
    )
  );
}

/** What the caller may do with all repositories; which roles count is the registry's choice. */
function permissions(caller: Caller, registry: Registry, world: World): string[] {
  const resourceId = registryId(world, registry);
  const of = (kind: string) => ({
    action: `Microsoft.ContainerRegistry/registries/${kind}/read`,
    resourceId,
  });
  if (isDeployer(caller, world)) {
    return ["*"];
  }
  if (registry.roleAssignmentMode === "AbacRepositoryPermissions") {
    return isAllowed(caller, of("catalog"), world) ? ["catalog/read"] : [];
  }
  return mayManage(caller, of("pull"), world) ? ["read"] : [];
}
