// Entra's token endpoint for the tenant's service principals, with a client secret or a client assertion.
import { timingSafeEqual } from "node:crypto";
import { decodeJwt } from "jose";
import { loginError } from "../errors";
import { json, Refusal, type Reply } from "../reply";
import { formBody, param, type Request } from "../request";
import type { World } from "../world";
import { acceptedAudiences } from "./audiences";
import { type Principal, principalsOf } from "./principals";

/** POST /{tenant}/oauth2/v2.0/token with grant_type=client_credentials. */
export async function issueToken(request: Request, world: World): Promise<Reply> {
  requireTenant(request, world);
  const form = formBody(request);
  requireGrantType(form);
  const principal = requireClient(form, world);
  const audience = requireAudience(form, world);

  const lifetime = world.behaviours.accessTokenSeconds;
  return json(200, {
    token_type: "Bearer",
    expires_in: Math.max(lifetime, 60),
    ext_expires_in: Math.max(lifetime, 60),
    access_token: await world.keys.sign(
      claims(world, principal, audience, lifetime),
      world.keys.entraKeyId,
    ),
  });
}

/** Refuses a tenant that is not the emulated one. */
export function requireTenant(request: Request, { identity }: World): void {
  const tenant = param(request, "tenant");
  if (tenant.toLowerCase() !== identity.tenantId) {
    throw new Refusal(loginError(400, "invalid_request", `Tenant '${tenant}' not found.`, 90002));
  }
}

function requireGrantType(form: URLSearchParams): void {
  if (form.get("grant_type") !== "client_credentials") {
    const message =
      "The app requested an unsupported grant type; the emulator knows client_credentials.";
    throw new Refusal(loginError(400, "unsupported_grant_type", message, 70003));
  }
}

function requireClient(form: URLSearchParams, world: World): Principal {
  const clientId = form.get("client_id") ?? "";
  const principal = principalsOf(world).find((each) => each.clientId === clientId.toLowerCase());
  if (principal === undefined) {
    const message = `Application with identifier '${clientId}' was not found in the directory '${world.identity.tenantId}'.`;
    throw new Refusal(loginError(400, "unauthorized_client", message, 700016));
  }
  const assertion = form.get("client_assertion");
  if (assertion !== null ? !isJwt(assertion) : !isSecret(form.get("client_secret"), principal)) {
    const message = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`;
    throw new Refusal(loginError(401, "invalid_client", message, 7000215));
  }
  return principal;
}

function isSecret(given: string | null, { clientSecret }: Principal): boolean {
  const expected = Buffer.from(clientSecret);
  const actual = Buffer.from(given ?? "");
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

// The signature of an assertion is not checked: the emulator knows no certificate or federation.
function isJwt(assertion: string): boolean {
  try {
    decodeJwt(assertion);
    return true;
  } catch {
    return false;
  }
}

function requireAudience(form: URLSearchParams, world: World): string {
  const scope = form.get("scope") ?? "";
  const audience = scope.replace(/\/\.default$/, "");
  if (audience === scope || !acceptedAudiences(world, "any").has(audience.replace(/\/+$/, ""))) {
    const message = `The resource principal named ${audience} was not found in the tenant named ${world.identity.tenantId}.`;
    throw new Refusal(loginError(400, "invalid_resource", message, 500011));
  }
  return audience;
}

function claims({ identity }: World, principal: Principal, audience: string, lifetime: number) {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: audience,
    iss: `https://sts.windows.net/${identity.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    appid: principal.clientId,
    appidacr: "1",
    idtyp: "app",
    oid: principal.objectId,
    sub: principal.objectId,
    tid: identity.tenantId,
    ver: "1.0",
  };
}
