// Finds out from an access token of Entra who sends a request to Azure Resource Manager, to a vault or to a registry.
import type { JWTPayload } from "jose";
import type { Request } from "../http/request";
import type { World } from "../world/world";
import { type Audience, acceptedAudiences } from "./audiences";

/** What is wrong with the access token of a request. */
export type TokenProblem =
  | { readonly kind: "missing" }
  | { readonly kind: "invalid" }
  | { readonly kind: "expired"; readonly expiry: Date; readonly now: Date }
  | { readonly kind: "tenant"; readonly issuer: string }
  | { readonly kind: "audience"; readonly audience: string; readonly allowed: readonly string[] };

/** The service principal that an access token was issued to. */
export interface Caller {
  readonly clientId: string;
  readonly objectId: string;
}

/** The principal to whom a token was issued, or what is wrong with it. */
export type Authentication = { readonly caller: Caller } | { readonly problem: TokenProblem };

/** Who sends the request, or what is wrong with its access token. */
export function authenticate(
  request: Request,
  world: World,
  kind: Audience,
): Promise<Authentication> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return readAccessToken(token, world, kind);
}

/** To whom an access token was issued for this kind of host, or what is wrong with it. */
export async function readAccessToken(
  token: string | undefined,
  world: World,
  kind: Audience,
): Promise<Authentication> {
  if (token === undefined) {
    return { problem: { kind: "missing" } };
  }
  const claims = await world.keys.verify(token);
  if (claims === undefined) {
    return { problem: { kind: "invalid" } };
  }
  const problem = findClaimsProblem(claims, world, kind);
  return problem === undefined
    ? { caller: { clientId: String(claims.appid), objectId: String(claims.oid) } }
    : { problem };
}

/** The deployer may do everything; all others need a role. */
export function isDeployer(caller: Caller, { identity }: World): boolean {
  return caller.clientId === identity.clientId;
}

function findClaimsProblem(
  claims: JWTPayload,
  world: World,
  kind: Audience,
): TokenProblem | undefined {
  const now = new Date();
  const expiry = new Date((claims.exp ?? 0) * 1000);
  if (expiry <= now) {
    return { kind: "expired", expiry, now };
  }
  if (claims.tid !== world.identity.tenantId) {
    return { kind: "tenant", issuer: String(claims.iss) };
  }
  const audience = String(claims.aud ?? "");
  const allowed = acceptedAudiences(world, kind);
  return allowed.has(audience.replace(/\/+$/, ""))
    ? undefined
    : { kind: "audience", audience, allowed: [...allowed] };
}
