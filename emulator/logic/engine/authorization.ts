// The Authorization header of an Http action: a token of the workflow's identity, or a name and a password.
import { entraTokenFor } from "../../entra/tokens";
import type { World } from "../../world/world";
import type { HttpAction } from "../definition/actionSchema";
import type { Running } from "./running";

/** When an action names no audience. */
const DEFAULT_AUDIENCE = "https://management.azure.com/";

/** The header, or why there is none; undefined when the action has no authentication. */
export async function authorizationOf(
  authentication: HttpAction["inputs"]["authentication"],
  { workflow, world }: Running,
): Promise<{ header: string } | { problem: string } | undefined> {
  if (authentication === undefined) return undefined;
  if (authentication.type === "Basic") {
    const { username, password } = authentication;
    return { header: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
  }
  if (workflow.identity === undefined) {
    return { problem: `the workflow '${workflow.name}' has no managed identity.` };
  }
  const { audience = DEFAULT_AUDIENCE } = authentication;
  const token = await keptToken(workflow.identity, audience, world);
  return token === undefined
    ? { problem: `the audience '${audience}' is not known to the tenant.` }
    : { header: `Bearer ${token}` };
}

/** The tokens of a tenant's identities, by whose and for what. */
const KEPT = new WeakMap<World, Map<string, { readonly token: string; readonly until: number }>>();

/**
 * A token that was issued before, or a new one.
 *
 * Documented: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations#limitation-of-using-managed-identities-for-authorization
 * That it is kept for half of its life is assumed.
 */
async function keptToken(
  identity: Parameters<typeof entraTokenFor>[0],
  audience: string,
  world: World,
): Promise<string | undefined> {
  const lifeMs = world.behaviours.accessTokenSeconds * 1_000;
  const tokens = KEPT.get(world) ?? new Map();
  KEPT.set(world, tokens);
  const key = [identity.clientId, audience, lifeMs].join(" ");
  const known = tokens.get(key);
  if (known !== undefined && known.until > performance.now()) return known.token;
  const token = await entraTokenFor(identity, audience, world);
  if (token !== undefined) tokens.set(key, { token, until: performance.now() + lifeMs / 2 });
  return token;
}
