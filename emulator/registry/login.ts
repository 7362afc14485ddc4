// The registry's token endpoint: a name and a password for a short-lived access token.
import { timingSafeEqual } from "node:crypto";
import { json, Refusal, type Reply, withDetail } from "../http/reply";
import { formBody, type Request } from "../http/request";
import type { Registry, ScopeMap, Token, World } from "../world/world";
import { registryOf } from "./access";
import { type AccessEntry, isCatalog, readScopes, signAccessToken } from "./accessTokens";
import { isAdminUser } from "./adminUser";
import { basicCredentials, type Credentials } from "./basicCredentials";
import { findIdentity } from "./entraIdentity";
import { issueTo, redeemRefreshToken } from "./entraLogin";
import { badLogin, unsupportedGrant } from "./errors";
import { grantedOn, grantsCatalog } from "./grants";

/** GET /oauth2/token with Basic credentials; `scope` may be given several times. */
export async function getAccessToken(request: Request, world: World): Promise<Reply> {
  const scopes = request.query.getAll("scope");
  return issue({ ...basicCredentials(request), scopes }, request, world);
}

/** POST /oauth2/token with grant_type=password, or with refresh_token for identities of Entra. */
export async function postAccessToken(request: Request, world: World): Promise<Reply> {
  const form = formBody(request);
  if (form.get("grant_type") === "refresh_token") {
    return redeemRefreshToken(request, world);
  }
  if (form.get("grant_type") !== "password") {
    throw new Refusal(unsupportedGrant(form.get("grant_type")));
  }
  const username = form.get("username") ?? undefined;
  const password = form.get("password") ?? undefined;
  return issue({ username, password, scopes: form.getAll("scope") }, request, world);
}

/** What a client logs in with, and for what. */
interface Login extends Credentials {
  readonly scopes: readonly string[];
}

async function issue(login: Login, request: Request, world: World): Promise<Reply> {
  const registry = registryOf(request, world);
  if (isAdminUser(login, registry)) {
    const access = readScopes(login.scopes, registry);
    const admin = await signAccessToken({ subject: registry.name, access }, registry, world);
    return withDetail(json(200, { access_token: admin }), { adminUser: registry.name });
  }
  const identity = await findIdentity(login, registry, world);
  if (identity !== undefined) {
    return issueTo(identity, login.scopes, registry, world);
  }
  const token = findToken(login, registry, world);
  if (token === undefined) {
    throw new Refusal(badLogin(request));
  }
  const scopeMap = registry.scopeMaps.get(token.scopeMapName);
  const access = readScopes(login.scopes, registry).flatMap((scope) => grant(scope, scopeMap));
  const signed = await signAccessToken({ subject: token.name, access }, registry, world);
  return withDetail(json(200, { access_token: signed }), { tokenName: token.name });
}

/** The token that a name and password belong to, if the registry accepts them at this moment. */
export function findToken(
  { username, password }: Credentials,
  registry: Registry,
  world: World,
): Token | undefined {
  const token = registry.tokens.get((username ?? "").toLowerCase());
  const fits =
    token !== undefined &&
    token.name === username &&
    token.status === "enabled" &&
    hasPassword(token, password ?? "", world);
  return fits ? token : undefined;
}

function hasPassword(token: Token, given: string, { clock }: World): boolean {
  const now = clock.now().getTime();
  return token.passwords.some(
    ({ value, expiry, usableFromMs }) =>
      isEqual(value, given) &&
      usableFromMs <= now &&
      (expiry === undefined || Date.parse(expiry) > now),
  );
}

function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** One entry of `access`; what is not granted is left out, and so is an entry without any action. */
function grant(scope: AccessEntry, scopeMap: ScopeMap | undefined): AccessEntry[] {
  const { type, name, actions } = scope;
  if (isCatalog(scope)) {
    return grantsCatalog(scopeMap) ? [{ type, name, actions: ["*"] }] : [];
  }
  const granted = type === "repository" ? grantedOn(name, scopeMap) : new Set<string>();
  const kept = actions.filter((action) => granted.has(action));
  return kept.length === 0 ? [] : [{ type, name, actions: kept }];
}
