// Which events a webhook's scope covers.
import type { Behaviours } from "../behaviours";
import type { EventTarget } from "./webhook";

/**
 * Whether a webhook of this scope fires for an event.
 *
 * Documented: https://learn.microsoft.com/rest/api/containerregistry/webhooks/create. An event without a tag fires scopes of all
 * tags, which is assumed. A repository with a star is a name that no repository has, unless a behaviour makes it a prefix.
 */
export function covers(
  scope: string,
  { repository, tag }: EventTarget,
  { webhookPrefixScopes, untaggedPushFiresWebhooks }: Behaviours,
): boolean {
  if (tag === undefined && !untaggedPushFiresWebhooks) {
    return false;
  }
  if (scope === "") {
    return true;
  }
  const [name = "", wantedTag = "latest"] = scope.split(":");
  const isPrefix = webhookPrefixScopes && name.endsWith("*");
  const isNamed = isPrefix ? repository.startsWith(name.slice(0, -1)) : repository === name;
  const isAnyTag = wantedTag === "*" || (isPrefix && !scope.includes(":"));
  return isNamed && (isAnyTag || wantedTag === tag);
}
