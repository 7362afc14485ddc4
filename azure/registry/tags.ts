// One tag of a registry: whether it is there, and its removal, after which the manifest stays.

import { NotFound, requireStatus } from "./answers";
import type { RegistrySession } from "./session";

/** A tag of a repository. */
export interface TagReference {
  repository: string;
  tag: string;
}

/**
 * Asks whether a tag is there, which takes metadata/read, and does not depend on the form of its manifest.
 *
 * https://learn.microsoft.com/rest/api/containerregistry/tag/get-attributes
 *
 * @throws AccessRefused; NotFound where there is no such repository; AzureError
 */
export async function hasTag(
  session: RegistrySession,
  { repository, tag }: TagReference,
): Promise<boolean> {
  const operation = `looking for the tag ${tag} of ${repository} as ${session.name}`;
  const response = await session.send({
    operation,
    path: `/acr/v1/${repository}/_tags/${tag}`,
    scope: `repository:${repository}:metadata_read`,
  });
  try {
    requireStatus(operation, response, 200);
    return true;
  } catch (thrown) {
    // What is not there is removed elsewhere: nothing else that a 404 may mean is taken for it.
    if (thrown instanceof NotFound && thrown.code === "TAG_UNKNOWN") return false;
    throw thrown;
  }
}

/**
 * Removes a tag, which takes content/delete; one that is gone already is fine.
 *
 * https://learn.microsoft.com/rest/api/containerregistry/tag/delete
 *
 * @throws AccessRefused; AzureError, of the code OPERATION_DISALLOWED for a locked one
 */
export async function removeTag(
  session: RegistrySession,
  { repository, tag }: TagReference,
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
