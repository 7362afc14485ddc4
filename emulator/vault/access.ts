// Which vault a data-plane request is for, and whether it may come in.
import { authenticate, isDeployer, type TokenProblem } from "../entra/accessToken";
import { Refusal } from "../reply";
import type { Request } from "../request";
import type { Vault, World } from "../world";
import { badParameter, challenge } from "./errors";
import { requireRole } from "./permissions";

/** The vault that the Host header names as `NAME.localhost:PORT`, else the one that listens on the port. */
export function vaultOf(request: Request, world: World): Vault {
  const named = hostedName(request);
  const listening = request.host.slice("vault:".length);
  const vault = world.vaults.get((named ?? listening).toLowerCase()) ?? world.vaults.get(listening);
  if (vault === undefined) {
    throw new Error(`no vault for host ${request.host}`);
  }
  return vault;
}

/** The vault's address in the form in which the request came. */
export function vaultUrl(request: Request, world: World): string {
  return hostedName(request) === undefined
    ? world.hosts.url(`vault:${vaultOf(request, world).name}`)
    : `https://${request.headers.host}`;
}

/** Refuses a request without a good access token, api-version, or a role that allows the operation. */
export async function requireVaultAccess(
  request: Request,
  world: World,
  operation: string,
): Promise<void> {
  const authentication = await authenticate(request, world, "vault");
  if ("problem" in authentication) {
    const { identity, hosts } = world;
    const message = MESSAGES[authentication.problem.kind];
    throw new Refusal(challenge(identity.tenantId, resource(request), hosts.url("main"), message));
  }
  if (!request.query.has("api-version")) {
    throw new Refusal(badParameter("The request is missing the required parameter: api-version"));
  }
  const { caller } = authentication;
  if (!isDeployer(caller, world)) {
    const vault = vaultOf(request, world);
    requireRole(caller, { operation, secret: request.params.secret, vault }, world);
  }
}

const MESSAGES: Readonly<Record<TokenProblem["kind"], string>> = {
  missing: "AKV10000: Request is missing a Bearer or PoP token.",
  invalid: "AKV10022: Invalid token. The signature or the format is not valid.",
  expired: "AKV10046: Token validation failed: the token has expired.",
  audience: "AKV10022: Invalid audience.",
};

// Clients want the vault's host to lie below the resource's host, which only NAME.localhost can satisfy.
function resource(request: Request): string {
  const name = hostedName(request);
  return name === undefined
    ? "https://vault.azure.net"
    : `https://${(request.headers.host ?? "").slice(name.length + 1)}`;
}

function hostedName(request: Request): string | undefined {
  return /^([a-z0-9-]+)\.localhost(:|$)/i.exec(request.headers.host ?? "")?.[1];
}
