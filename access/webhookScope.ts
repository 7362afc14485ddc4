// The scope of a webhook for a repository or a prefix.

import { isPrefix } from "./pattern";

/**
 * The scope: all tags of a repository, `app/api:*`.
 *
 * A name alone would be its tag latest: https://learn.microsoft.com/rest/api/container-registry/webhooks/create. That of
 * a prefix, `base/*`, is not documented; an empty one is the whole registry.
 */
export function webhookScope(repository: string): string {
  if (repository === "*") return "";
  return isPrefix(repository) ? repository : `${repository}:*`;
}
