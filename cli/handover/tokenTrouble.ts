// Looks at the token before a page is made: somebody may have disabled it or removed its password since the last run.
import type { Cloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import type { Handover } from "./handover";

/**
 * Why nobody can log in with it.
 *
 * @throws AzureError when it cannot be read
 */
export async function tokenTrouble(
  cloud: Cloud,
  registryId: string,
  { username, current }: Pick<Handover, "username" | "current">,
): Promise<string | undefined> {
  const token = await openRegistryTokens(cloud).get(`${registryId}/tokens/${username}`);
  if (token === undefined) {
    return `token ${username} is gone: run \`pulumi up --refresh\`, which makes it again with a new password`;
  }
  if (!token.enabled) return `token ${username} is disabled: run \`pulumi up\`, which enables it`;
  if (token.passwords.some(({ name }) => name === current.slot)) return undefined;
  return `${current.slot} was removed from token ${username}: run \`pulumi up\`, which issues a new one`;
}
