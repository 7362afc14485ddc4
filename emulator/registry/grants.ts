// What a scope map lets a token do with a repository, in the words of the registry's access tokens.
import type { ScopeMap } from "../world/world";

/** Scope map action to the registry's own word, as in _docker_utils.py of Azure/azure-cli. */
const WORDS: Readonly<Record<string, string>> = {
  "content/read": "pull",
  "content/write": "push",
  "content/delete": "delete",
  "metadata/read": "metadata_read",
  "metadata/write": "metadata_write",
};

const ACTION = /^repositories\/(.+)\/((?:content|metadata)\/\w+)$/i;

/** The words that a scope map grants on a repository; actions add up. */
export function grantedOn(repository: string, scopeMap: ScopeMap | undefined): ReadonlySet<string> {
  const words = new Set<string>();
  for (const action of scopeMap?.actions ?? []) {
    const [, pattern = "", kind = ""] = ACTION.exec(action) ?? [];
    const word = WORDS[kind.toLowerCase()];
    if (word !== undefined && covers(pattern, repository)) {
      words.add(word);
    }
  }
  return words;
}

/** Whether a scope map lets a token list the catalog: only `repositories/*` with metadata/read does. */
export function grantsCatalog(scopeMap: ScopeMap | undefined): boolean {
  return (scopeMap?.actions ?? []).some(
    (action) => action.toLowerCase() === "repositories/*/metadata/read",
  );
}

/** `team/*` covers every depth below `team/`, and not `team` itself: documents are silent, so the strict reading. */
function covers(pattern: string, repository: string): boolean {
  if (pattern === "*") {
    return true;
  }
  return pattern.endsWith("/*")
    ? repository.startsWith(pattern.slice(0, -1))
    : repository === pattern;
}
