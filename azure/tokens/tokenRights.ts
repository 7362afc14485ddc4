// What a registry token may do today: its scope map's actions, and whether anybody can log in with it.

import type { RegistryTokens } from "./registryTokens";

/**
 * Reads a token with its scope map.
 *
 * @param today the day (UTC, `YYYY-MM-DD`) with which the ends of passwords are compared
 * @returns undefined when there is no such token; no actions when it has no scope map
 * @throws AzureError when either cannot be read
 */
export async function tokenRights(
  tokens: RegistryTokens,
  tokenId: string,
  today: string,
): Promise<{ isUsable: boolean; actions: readonly string[]; hasOwnScopeMap: boolean } | undefined> {
  const token = await tokens.get(tokenId);
  if (token === undefined) return undefined;
  const { enabled, name, passwords, scopeMapId } = token;
  const isUsable =
    enabled && passwords.some(({ expiresAt }) => expiresAt === undefined || expiresAt > today);
  const scopeMap = scopeMapId === "" ? undefined : await tokens.scopeMap(scopeMapId);
  // Azure compares names without regard to case.
  const hasOwnScopeMap = scopeMapId.split("/").at(-1)?.toLowerCase() === name.toLowerCase();
  return { isUsable, actions: scopeMap?.actions ?? [], hasOwnScopeMap };
}
