// The scope maps that every registry has, which no state lists: what a token may do that is bound to one of them.

const ALL = {
  _repositories_admin: [
    "content/delete",
    "content/read",
    "content/write",
    "metadata/read",
    "metadata/write",
  ],
  _repositories_pull: ["content/read"],
  _repositories_pull_metadata_read: ["content/read", "metadata/read"],
  _repositories_push: ["content/read", "content/write"],
  _repositories_push_metadata_write: [
    "content/read",
    "content/write",
    "metadata/read",
    "metadata/write",
  ],
} as const satisfies Record<string, readonly string[]>;

/**
 * The actions of a scope map of the system, on all repositories of the registry; undefined for any other name.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export function systemActions(scopeMapName: string): string[] | undefined {
  const name = scopeMapName.toLowerCase();
  if (!Object.hasOwn(ALL, name)) return undefined;
  return ALL[name as keyof typeof ALL].map((action) => `repositories/*/${action}`);
}
