// Entra's token endpoint for the tenant's service principals, with a client secret or a client assertion.
import { timingSafeEqual } from "node:crypto";
import { decodeJwt } from "jose";
import { loginError } from "../http/errors";
import { json, Refusal, type Reply } from "../http/reply";
import { formBody, param, type Request } from "../http/request";
import type { Principal } from "../world/identity";
import type { World } from "../world/world";
import { acceptedAudiences } from "./audiences";
import { principalsOf } from "./principals";

/** POST /{tenant}/oauth2/v2.0/token with grant_type=client_credentials. */
export async function issueToken(request: Request, world: World): Promise<Reply> {
  requireTenant(request, world);
  const form = formBody(request);
  requireGrantType(form);
  const principal = requireClient(form, world);
  const audience = requireAudience(form, world);

  const lifetime = Math.max(world.behaviours.accessTokenSeconds, 60);
  return json(200, {
    token_type: "Bearer",
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: await signEntraToken(principal, audience, world),
  });
}

/** An access token of the tenant for one of its identities, whether the directory holds it or it is a resource's own. */
export function signEntraToken(
  principal: Pick<Principal, "clientId" | "objectId">,
  audience: string,
  world: World,
): Promise<string> {
  const { keys, behaviours } = world;
  return keys.sign(
    claims(world, principal, audience, behaviours.accessTokenSeconds),
    keys.entraKeyId,
  );
}

/** The same, but undefined for a resource that the tenant does not know. */
export async function entraTokenFor(
  principal: Pick<Principal, "clientId" | "objectId">,
  audience: string,
  world: World,
): Promise<string | undefined> {
  return isKnownAudience(audience, world) ? signEntraToken(principal, audience, world) : undefined;
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
  const isKnown =
    assertion === null ? isSecret(form.get("client_secret"), principal) : isJwt(assertion);
  if (!isKnown || principal.clientSecret === "") {
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

/**
 * The resource of the one scope `RESOURCE/.default`; a slash at the resource's end stays, and makes the scope's doubled.
 *
 * Documented: https://learn.microsoft.com/entra/identity-platform/scopes-oidc#trailing-slash-and-default
 */
function requireAudience(form: URLSearchParams, world: World): string {
  const given = form.get("scope") ?? "";
  const scopes = given.split(/\s+/).filter((scope) => scope !== "" && !IGNORED_SCOPES.has(scope));
  if (scopes.length > 1) {
    const message = `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${given} is not valid.`;
    throw new Refusal(loginError(400, "invalid_request", message, 28000));
  }
  const audience = /^(.+)\/\.default$/.exec(scopes[0] ?? "")?.[1];
  if (audience === undefined) {
    const message = `The provided value for scope ${given} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    throw new Refusal(loginError(400, "invalid_scope", message, 1002012));
  }
  if (!isKnownAudience(audience, world)) {
    const message = `The resource principal named ${audience} was not found in the tenant named ${world.identity.tenantId}.`;
    throw new Refusal(loginError(400, "invalid_resource", message, 500011));
  }
  return audience;
}

function isKnownAudience(audience: string, world: World): boolean {
  return acceptedAudiences(world, "any").has(audience.replace(/\/+$/, ""));
}

// MSAL for Go and for Java add them to every request (AppendDefaultScopes in its source), and get tokens by it.
const IGNORED_SCOPES: ReadonlySet<string> = new Set([
  "openid",
  "offline_access",
  "profile",
  "email",
]);

function claims(
  { identity }: World,
  principal: Pick<Principal, "clientId" | "objectId">,
  audience: string,
  lifetime: number,
) {
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
