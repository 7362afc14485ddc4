// Checks the access token on requests to Azure Resource Manager and to vaults.
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

/** The problem with a request's access token; undefined when it is good. */
export async function findTokenProblem(
  request: Request,
  world: World,
  kind: "arm" | "vault",
): Promise<TokenProblem | undefined> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) {
    return { kind: "missing" };
  }
  const claims = await world.keys.verify(token);
  return claims === undefined ? { kind: "invalid" } : findClaimsProblem(claims, world, kind);
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
