// Tells by the access token who sends a request to Azure Resource Manager or to a vault.
import type { JWTPayload } from "jose";
import type { Request } from "../request";
import type { World } from "../world";
import { acceptedAudiences } from "./audiences";

/** What is wrong with the access token of a request. */
export type TokenProblem =
  | { readonly kind: "missing" }
  | { readonly kind: "invalid" }
  | { readonly kind: "expired"; readonly expiry: Date; readonly now: Date }
  | { readonly kind: "audience"; readonly audience: string; readonly allowed: readonly string[] };

/** The service principal that an access token was issued to. */
export interface Caller {
  readonly clientId: string;
  readonly objectId: string;
}

/** Who sends the request, or what is wrong with its access token. */
export async function authenticate(
  request: Request,
  world: World,
  kind: "arm" | "vault",
): Promise<{ readonly caller: Caller } | { readonly problem: TokenProblem }> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
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

/** The deployer may do everything; whoever else needs a role. */
export function isDeployer(caller: Caller, { identity }: World): boolean {
  return caller.clientId === identity.clientId;
}

function findClaimsProblem(
  claims: JWTPayload,
  world: World,
  kind: "arm" | "vault",
): TokenProblem | undefined {
  const now = new Date();
  const expiry = new Date((claims.exp ?? 0) * 1000);
  if (expiry <= now) {
    return { kind: "expired", expiry, now };
  }
  const audience = String(claims.aud ?? "");
  const allowed = acceptedAudiences(world, kind);
  return allowed.has(audience.replace(/\/+$/, ""))
    ? undefined
    : { kind: "audience", audience, allowed: [...allowed] };
}
