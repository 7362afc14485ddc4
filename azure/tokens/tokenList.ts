// Lists all tokens of a registry, page by page. An incomplete list is an error.

import type { ContainerRegistryManagementClient, Token } from "@azure/arm-containerregistry";
import { allPages, unusable } from "../allPages";
import { asRegistryToken, type RegistryToken } from "./registryToken";
import type { RegistryId } from "./tokenId";

/** Reads the tokens. @throws AzureError when a page fails, links to one before it, or holds what is no token */
export function listTokens(
  client: ContainerRegistryManagementClient,
  { resourceGroupName, registryName }: RegistryId,
): Promise<readonly RegistryToken[]> {
  const operation = `listing the tokens of registry ${registryName}`;
  const pages = client.tokens.list(resourceGroupName, registryName).byPage();
  return allPages(operation, pages, (token) => asListed(operation, token));
}

/** Stricter than a single read: a token without a status would seem enabled. */
function asListed(operation: string, token: Token): RegistryToken {
  const { id, status } = token;
  if (id === undefined) throw unusable(operation, "a token has no id");
  if (status === undefined) throw unusable(operation, "a token has no status");
  return asRegistryToken(operation, id, token);
}
