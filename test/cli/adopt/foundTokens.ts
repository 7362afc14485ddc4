// Tokens and scope maps as a registry lists them.

import type { RegistryToken } from "../../../azure/tokens/registryToken";
import type { ListedScopeMap } from "../../../azure/tokens/scopeMapList";
import type { DraftInput } from "../../../cli/adopt/draft";

const REGISTRY =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages";

/** The day of all tests with them. */
export const TODAY = "2026-05-04";

/** An action on a repository. */
export const may = (repository: string, action = "content/read") =>
  `repositories/${repository}/${action}`;

/** A scope map that may pull app/api. */
export function scopeMap(name: string, change: Partial<ListedScopeMap> = {}): ListedScopeMap {
  return {
    id: `${REGISTRY}/scopeMaps/${name}`,
    name,
    actions: [may("app/api")],
    description: "made in the portal",
    isSystemDefined: false,
    ...change,
  };
}

/** An enabled token with one password without an end. */
export function token(
  name: string,
  { map = name, ...change }: Partial<RegistryToken> & { map?: string } = {},
): RegistryToken {
  return {
    id: `${REGISTRY}/tokens/${name}`,
    name,
    scopeMapId: map === "" ? "" : `${REGISTRY}/scopeMaps/${map}`,
    enabled: true,
    passwords: [password("password1")],
    ...change,
  };
}

/** A password of 2026-04-02. */
export function password(name: "password1" | "password2", expiresAt?: string) {
  const createdAt = "2026-04-02T12:00:00.000Z";
  return { name, createdAt, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** What drafts are made from, beside a file that lists nobody. */
export function found(
  tokens: readonly RegistryToken[],
  scopeMaps: readonly ListedScopeMap[],
  change: Partial<DraftInput> = {},
): DraftInput {
  return { tokens, scopeMaps, customers: [], hasDefaultActions: false, today: TODAY, ...change };
}
