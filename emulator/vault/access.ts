// Which vault a data-plane request is for, and whether it may come in.
import { findVault } from "../arm/resources";
import { authenticate, isDeployer, type TokenProblem } from "../entra/accessToken";
import { Refusal } from "../http/reply";
import type { Request } from "../http/request";
import type { Vault, World } from "../world/world";
import { readVaultHost } from "./address";
import { badParameter, challenge, vaultNotFound } from "./errors";
import { requireRole } from "./permissions";

/** The vault that the Host header names, else the one that listens on the port. */
export function vaultOf(request: Request, world: World): Vault {
  const named = readVaultHost(request.headers.host)?.name;
  const listening = request.host.slice("vault:".length);
  const name = named !== undefined && world.vaults.has(named.toLowerCase()) ? named : listening;
  const vault = findVault(name, world);
  if (vault === undefined) {
    throw new Refusal(vaultNotFound(name));
  }
  return vault;
}

/** The vault's address in the form in which the request came. */
export function vaultUrl(request: Request, world: World): string {
  return readVaultHost(request.headers.host) === undefined
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
    const { secret, key } = request.params;
    requireRole(caller, { operation, name: key ?? secret, vault }, world);
  }
}

/** That of a token of another tenant is reported: https://github.com/MicrosoftDocs/azure-docs/issues/75410 */
const MESSAGES: Readonly<Record<TokenProblem["kind"], string>> = {
  missing: "AKV10000: Request is missing a Bearer or PoP token.",
  invalid: "AKV10022: Invalid token. The signature or the format is not valid.",
  expired: "AKV10046: Token validation failed: the token has expired.",
  tenant: "AKV10032: Invalid issuer.",
  audience: "AKV10022: Invalid audience.",
};

// Clients want the vault's host to lie below the resource's host, which only a name below localhost can satisfy.
function resource(request: Request): string {
  const named = readVaultHost(request.headers.host);
  return named === undefined ? "https://vault.azure.net" : `https://${named.domain}`;
}
