// The Authorization header of an Http action: a token of the workflow's identity, or a name and a password.
import { entraTokenFor } from "../../entra/tokens";
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
  const token = await entraTokenFor(workflow.identity, audience, world);
  return token === undefined
    ? { problem: `the audience '${audience}' is not known to the tenant.` }
    : { header: `Bearer ${token}` };
}
