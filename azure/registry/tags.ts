// Removes a tag from a registry; the manifest stays.

import { requireStatus } from "./answers";
import type { RegistrySession } from "./session";

/**
 * Removes a tag, which takes content/delete; one that is gone already is fine.
 *
 * https://learn.microsoft.com/rest/api/containerregistry/tag/delete
 *
 * @throws AccessRefused; AzureError, of the code OPERATION_DISALLOWED for a locked one
 */
export async function removeTag(
  session: RegistrySession,
  { repository, tag }: { repository: string; tag: string },
): Promise<void> {
  const operation = `removing the tag ${repository}:${tag} as ${session.name}`;
  const response = await session.send({
    operation,
    method: "DELETE",
    path: `/acr/v1/${repository}/_tags/${tag}`,
    scope: `repository:${repository}:delete`,
  });
  requireStatus(operation, response, 202, 404);
}
