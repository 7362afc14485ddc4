// The registry's token endpoint: a token's name and password for a short-lived access token.
import { randomUUID, timingSafeEqual } from "node:crypto";
import { json, Refusal, type Reply, withDetail } from "../reply";
import { formBody, type Request } from "../request";
import type { Registry, ScopeMap, Token, World } from "../world";
import { registryOf } from "./access";
import { badLogin, unsupportedGrant } from "./errors";
import { grantedOn, grantsCatalog } from "./grants";

/** Reported: sample tokens in https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md live 4500 seconds. */
export const ACCESS_TOKEN_SECONDS = 75 * 60;

/** GET /oauth2/token with Basic credentials; `scope` may be given several times. */
export async function getAccessToken(request: Request, world: World): Promise<Reply> {
  const [username, password] = basicCredentials(request) ?? [];
  return issue({ username, password, scopes: request.query.getAll("scope") }, request, world);
}

/** POST /oauth2/token with grant_type=password. */
export async function postAccessToken(request: Request, world: World): Promise<Reply> {
  const form = formBody(request);
  if (form.get("grant_type") !== "password") {
    throw new Refusal(unsupportedGrant(form.get("grant_type")));
  }
  const username = form.get("username") ?? undefined;
  const password = form.get("password") ?? undefined;
  return issue({ username, password, scopes: form.getAll("scope") }, request, world);
}

/** What a client logs in with, and for what. */
export interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly scopes: readonly string[];
}

async function issue(login: Login, request: Request, world: World): Promise<Reply> {
  const registry = registryOf(request, world);
  const token = findToken(login, registry, world);
  if (token === undefined) {
    throw new Refusal(badLogin(request));
  }
  const scopeMap = registry.scopeMaps.get(token.scopeMapName);
  const access = login.scopes
    .flatMap((scope) => scope.split(" "))
    .flatMap((scope) => grant(scope, scopeMap));

  const now = world.clock.nowInSeconds();
  const claims = {
    jti: randomUUID(),
    sub: token.name,
    nbf: now - 900,
    exp: now + ACCESS_TOKEN_SECONDS,
    iat: now - 900,
    iss: "Azure Container Registry",
    aud: world.hosts.authority(`registry:${registry.name}`),
    version: "1.0",
    grant_type: "access_token",
    access,
    roles: [],
  };
  const signed = await world.keys.sign(claims, world.keys.registryKeyId);
  return withDetail(json(200, { access_token: signed }), { tokenName: token.name });
}

function basicCredentials(request: Request): readonly [string, string] | undefined {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const decoded = Buffer.from(encoded ?? "", "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}

/** The token that a name and password belong to, if the registry accepts them at this moment. */
export function findToken(
  { username, password }: Pick<Login, "username" | "password">,
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
function grant(scope: string, scopeMap: ScopeMap | undefined): AccessEntry[] {
  const [, type = "", name = "", actions = ""] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
  if (type === "registry" && name === "catalog") {
    return grantsCatalog(scopeMap) ? [{ type, name, actions: ["*"] }] : [];
  }
  const granted = type === "repository" ? grantedOn(name, scopeMap) : new Set<string>();
  const kept = [...new Set(actions.split(","))].filter((action) => granted.has(action));
  return kept.length === 0 ? [] : [{ type, name, actions: kept }];
}

/** What an access token allows on one repository. */
export interface AccessEntry {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}
